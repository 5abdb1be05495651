//! The driver library and its functions used here. Results remain the integers returned by the library, since a driver
//! may be newer than any list of codes.

use libloading::Library;
use std::ffi::{CStr, c_char, c_int, c_uint, c_void};
use std::fmt;
use std::ptr::null;
use std::sync::OnceLock;

/// A context, module, function, stream or event of the driver.
pub(crate) type Handle = *mut c_void;

/// The names of the library. The first one is the driver's own; a file without a version may be a stub for linkers.
const LIBRARIES: &[&str] = if cfg!(windows) { &["nvcuda.dll"] } else { &["libcuda.so.1", "libcuda.so"] };

/// A result of the driver other than success.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Failure(pub u32);

fn checked(result: u32) -> Result<(), Failure> {
    if result == 0 { Ok(()) } else { Err(Failure(result)) }
}

/// Declares the functions of the library: a name, the symbol and its arguments.
macro_rules! functions {
    ($($name:ident $symbol:literal ($($argument:ident: $type:ty),*);)*) => {
        /// The functions of the library.
        pub(crate) struct Driver {
            $($name: unsafe extern "system" fn($($type),*) -> u32,)*
            _library: Library,
        }

        impl Driver {
            fn of(library: Library) -> Result<Self, String> {
                Ok(Self {
                    $($name: {
                        // SAFETY: the type is that of the driver's reference.
                        let found = unsafe { library.get(concat!($symbol, "\0")) };
                        *found.map_err(|_| format!("the driver library has no function {}", $symbol))?
                    },)*
                    _library: library,
                })
            }

            $(
                #[allow(clippy::too_many_arguments, reason = "as many as the driver's")]
                #[doc = concat!("`", $symbol, "`.\n\n# Safety\n\nAs the driver's reference says of it.")]
                pub(crate) unsafe fn $name(&self, $($argument: $type),*) -> Result<(), Failure> {
                    // SAFETY: upheld by the caller.
                    checked(unsafe { (self.$name)($($argument),*) })
                }
            )*
        }
    };
}

functions! {
    init "cuInit" (flags: c_uint);
    driver_version "cuDriverGetVersion" (version: *mut c_int);
    error_name "cuGetErrorName" (result: u32, name: *mut *const c_char);
    device_count "cuDeviceGetCount" (count: *mut c_int);
    device "cuDeviceGet" (device: *mut c_int, ordinal: c_int);
    device_name "cuDeviceGetName" (name: *mut c_char, length: c_int, device: c_int);
    device_attribute "cuDeviceGetAttribute" (value: *mut c_int, attribute: c_int, device: c_int);
    device_memory "cuDeviceTotalMem_v2" (bytes: *mut usize, device: c_int);
    retain_context "cuDevicePrimaryCtxRetain" (context: *mut Handle, device: c_int);
    set_context "cuCtxSetCurrent" (context: Handle);
    load_module "cuModuleLoadData" (module: *mut Handle, image: *const c_char);
    module_function "cuModuleGetFunction" (function: *mut Handle, module: Handle, name: *const c_char);
    create_stream "cuStreamCreate" (stream: *mut Handle, flags: c_uint);
    query_stream "cuStreamQuery" (stream: Handle);
    synchronize_stream "cuStreamSynchronize" (stream: Handle);
    create_event "cuEventCreate" (event: *mut Handle, flags: c_uint);
    destroy_event "cuEventDestroy_v2" (event: Handle);
    record_event "cuEventRecord" (event: Handle, stream: Handle);
    query_event "cuEventQuery" (event: Handle);
    elapsed_time "cuEventElapsedTime" (milliseconds: *mut f32, start: Handle, end: Handle);
    allocate "cuMemAlloc_v2" (address: *mut u64, bytes: usize);
    allocate_in_order "cuMemAllocAsync" (address: *mut u64, bytes: usize, stream: Handle);
    free "cuMemFree_v2" (address: u64);
    free_in_order "cuMemFreeAsync" (address: u64, stream: Handle);
    copy_to_device "cuMemcpyHtoDAsync_v2" (to: u64, from: *const c_void, bytes: usize, stream: Handle);
    copy_to_host "cuMemcpyDtoHAsync_v2" (to: *mut c_void, from: u64, bytes: usize, stream: Handle);
    launch "cuLaunchKernel" (
        function: Handle, grid_x: c_uint, grid_y: c_uint, grid_z: c_uint, threads_x: c_uint, threads_y: c_uint,
        threads_z: c_uint, shared_bytes: c_uint, stream: Handle, arguments: *mut *mut c_void, extra: *mut *mut c_void
    );
}

/// The driver, loaded on first use, or the reason why it cannot be loaded. After a failure the next call tries again.
pub(crate) fn driver() -> Result<&'static Driver, String> {
    static DRIVER: OnceLock<Driver> = OnceLock::new();
    if let Some(driver) = DRIVER.get() {
        return Ok(driver);
    }
    // SAFETY: loading the driver's library runs its own initializers and nothing else.
    let library = LIBRARIES.iter().find_map(|name| unsafe { Library::new(*name) }.ok());
    let loaded = Driver::of(library.ok_or("no driver library can be loaded")?)?;
    Ok(DRIVER.get_or_init(|| loaded))
}

impl fmt::Display for Failure {
    /// Writes the driver's name of the failure, or its number if it has no name.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut name = null();
        // SAFETY: the function writes the address of a static string, or null.
        let named = driver().ok().and_then(|driver| unsafe { driver.error_name(self.0, &mut name) }.ok());
        if named.is_none() || name.is_null() {
            return write!(formatter, "error {}", self.0);
        }
        // SAFETY: the driver's names are zero-terminated and live as long as the library, which is never unloaded.
        write!(formatter, "{}", unsafe { CStr::from_ptr(name) }.to_string_lossy())
    }
}
