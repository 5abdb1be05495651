//! Types of solutions with the fields of types of problems.

/// Defines types of solutions with the fields of types of problems, `returned! { State = StateInput as "State"; }`. In
/// TypeScript they are types of their own, because problems accept more forms of arrays.
#[macro_export]
macro_rules! returned {
    ($($(#[$docs:meta])* $name:ident = $of:ident as $public:literal;)+) => {$(
        $(#[$docs])*
        #[derive(Clone, Debug, serde::Serialize)]
        #[serde(transparent)]
        pub struct $name(pub $of);

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                $public.into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                <$of as schemars::JsonSchema>::json_schema(generator)
            }
        }
    )+};
}
