//! States in solutions: types of their own in TypeScript, because problems accept more forms of arrays.

use crate::client::ClientState;
use crate::server::{Broadcast, ServerState};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;
use std::borrow::Cow;

/// Types for solutions, with the fields of those for problems.
macro_rules! returned {
    ($($(#[$docs:meta])* $name:ident = $of:ident as $public:literal;)+) => {$(
        $(#[$docs])*
        #[derive(Clone, Debug, Serialize)]
        #[serde(transparent)]
        pub struct $name(pub $of);

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                $public.into()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                $of::json_schema(generator)
            }
        }
    )+};
}

returned! {
    /// The state of a client.
    ReturnedClientState = ClientState as "ClientState";
    /// The state of the server.
    ReturnedServerState = ServerState as "ServerState";
    /// The message to clients.
    ReturnedBroadcast = Broadcast as "Broadcast";
}
