//! The step of a client: a round on its own rows, and the message about it.
//!
//! | module | contents |
//! |---|---|
//! | [`functions`], [`formula`] | rows with functions of the caller, and with a formula |

pub mod formula;
pub mod functions;

use crate::client::{Ask, Client, Stepped};
use crate::model::Model;
use crate::objective::OfRows;
use crate::returned::ReturnedClientState;
use crate::server::Broadcast;
use crate::settings::FederatedSettings;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{AnyMatrix, Error, NoProgress, Run, Task, Vector};
use superlinear_numerics::matrix_operator::ready;

pub use crate::client::ClientState;

/// Does a client's part of a round: steps on its own rows, and a message about them for the server. Repeated broadcasts
/// get the same message again, and memories of lost messages are taken back, so the transport may lose and repeat. Keep `state` before the message is sent. All clients and the server need the same `seed`.
///
/// @example
/// ```ts
/// const settings = { loss: 'squared', dimension: 1, intercept: false, local: { learningRate: 0.1 } } as const;
/// const { broadcast } = await start({ settings, clients: ['north', 'south'] });
/// const { message, state } = await clientStep({
///   settings,
///   client: 'north',
///   matrix: [[1], [2]],
///   response: [2, 4],
///   broadcast,
/// });
/// ```
#[derive(JsonSchema)]
pub struct ClientStep;

/// A client's part of a round.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ClientStepProblem {
    /// The settings, the same for all parties.
    pub settings: FederatedSettings,
    /// The name of this client, one of `broadcast.clients`.
    pub client: String,
    /// The rows of this client.
    pub matrix: AnyMatrix,
    /// The response of each row.
    pub response: Vector,
    /// The message of the server.
    pub broadcast: Broadcast,
    /// The state after this client's last message. Default: the client has sent none.
    pub state: Option<ClientState>,
}

/// How a step ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ClientStepStatus {
    /// The steps are done.
    Done,
    /// This round was done before: the message is the same again.
    Repeated,
    /// Numbers grew beyond bounds: there is no message, and the state is as before. Smaller step sizes help.
    Diverged,
    /// The time limit was reached: there is no message, and the state is as before.
    TimeLimit,
}

/// The result of a step.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ClientStepSolution {
    /// How the step ended.
    pub status: ClientStepStatus,
    /// The message to the server; empty unless the step is done or repeated.
    pub message: Vector<u8>,
    /// The state, to be kept by the client.
    pub state: ReturnedClientState,
    /// The mean loss of the batches, each before its step. Absent unless the step is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loss: Option<f64>,
}

impl Task for ClientStep {
    const NAME: &'static str = "federated.clientStep";
    type Problem = ClientStepProblem;
    type Solution = ClientStepSolution;
    type Progress = NoProgress;

    fn solve(problem: ClientStepProblem, run: &Run) -> Result<ClientStepSolution, Error> {
        let ClientStepProblem { settings, client, matrix, response, broadcast, state } = problem;
        let model = Model::new(&settings, matrix.columns())?;
        let own = Own { settings: &settings, broadcast: &broadcast, state: state.as_ref() };
        let ask = own.ask(&client, run)?;
        if broadcast.parameters.len() != model.parameters() {
            let (expected, got) = (model.parameters(), broadcast.parameters.len());
            let message = format!("must have {expected} entries for the columns of matrix, got {got}");
            return Err(Error::invalid("broadcast.parameters", message));
        }
        // The response, predictors and residuals of all rows, beside memories and steps.
        let of_rows = matrix.rows().saturating_mul(model.outputs()).saturating_mul(3);
        run.ensure_memory("matrix", [model.parameters().saturating_mul(VECTORS).saturating_add(of_rows)])?;
        let objective = OfRows { model: &model, rows: model.rows(&matrix, &response)?, wants_value: true };
        let client = Client { settings: &settings, objective, watch: run.watch() };
        solution(ready(client.step(ask, state.as_ref())), state, run)
    }
}

/// The vectors of a step: memories, before and after, the message, and steps.
const VECTORS: usize = 12;

/// The part of a problem that does not depend on the form of the rows.
struct Own<'a> {
    settings: &'a FederatedSettings,
    broadcast: &'a Broadcast,
    state: Option<&'a ClientState>,
}

impl<'a> Own<'a> {
    /// Refuses invalid settings, broadcasts and states.
    fn check(&self) -> Result<(), Error> {
        self.settings.check().map_err(|error| error.within("settings"))?;
        self.broadcast.check(self.settings).map_err(|error| error.within("broadcast"))?;
        let length = self.broadcast.parameters.len();
        self.state.map_or(Ok(()), |state| state.check(length)).map_err(|error| error.within("state"))
    }

    /// The question to this client.
    fn ask(&self, client: &str, run: &Run) -> Result<Ask<'a>, Error> {
        self.check()?;
        match self.broadcast.clients.iter().position(|name| name == client) {
            Some(number) => Ok(self.broadcast.ask(number, run.seed())),
            None => Err(Error::invalid("client", "must be one of broadcast.clients")),
        }
    }
}

/// The solution of a step from the state before.
fn solution(stepped: Stepped, state: Option<ClientState>, run: &Run) -> Result<ClientStepSolution, Error> {
    let kept = state.unwrap_or_default();
    let (status, state, loss) = match stepped {
        Stepped::Done(state, loss) => (ClientStepStatus::Done, state, Some(loss)),
        Stepped::Repeated => (ClientStepStatus::Repeated, kept, None),
        Stepped::Diverged => (ClientStepStatus::Diverged, kept, None),
        Stepped::Late => {
            run.is_out_of_time()?;
            (ClientStepStatus::TimeLimit, kept, None)
        }
    };
    let has_message = matches!(status, ClientStepStatus::Done | ClientStepStatus::Repeated);
    let message = if has_message { state.message.clone() } else { Vector::default() };
    Ok(ClientStepSolution { status, message, state: ReturnedClientState(state), loss })
}
