//! States in solutions.

use crate::client::ClientState;
use crate::server::{Broadcast, ServerState};

superlinear_interface::returned! {
    /// The state of a client.
    ReturnedClientState = ClientState as "ClientState";
    /// The state of the server.
    ReturnedServerState = ServerState as "ServerState";
    /// The message to clients.
    ReturnedBroadcast = Broadcast as "Broadcast";
}
