//! The step of a client with a model given as a formula.

use super::{ClientStepSolution, Own, VECTORS, solution};
use crate::client::{Client, ClientState};
use crate::formula::{OfFormula, prepare};
use crate::server::Broadcast;
use crate::settings::FederatedSettings;
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_expression::Named;
use superlinear_expression::function::Function;
use superlinear_expression::train::row_loss::RowLoss;
use superlinear_interface::{Error, NoProgress, Run, Task};
use superlinear_numerics::matrix_operator::ready;

/// Does a client's part of a round for a model given as a formula: the loss of a row. All else is as for `clientStep`.
///
/// @example
/// ```ts
/// const settings = { local: { steps: 10, learningRate: 0.05 } } as const;
/// const { broadcast } = await start({ settings, initial: [4, 0.3], clients: ['north', 'south'] });
/// const { message, state } = await clientStepFormula({
///   settings,
///   client: 'north',
///   loss: { formula: '(y - w[0] * exp(-w[1] * t))^2', inputs: { w: 2, t: [], y: [] } },
///   rows: { t: [0, 1, 2, 4], y: [5, 3.1, 1.8, 0.7] },
///   broadcast,
/// });
/// ```
#[derive(JsonSchema)]
pub struct ClientStepFormula;

/// A client's part of a round with a formula.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ClientStepFormulaProblem {
    /// The settings, the same for all parties, without penalty, classes and adversary. The model is that of `loss`,
    /// whatever the one in them.
    pub settings: FederatedSettings,
    /// The name of this client, one of `broadcast.clients`.
    pub client: String,
    /// The loss of a row: a scalar function. Its inputs are those in `rows` and `fixed`; all others are parameters, one
    /// after another in the order of the function's inputs.
    pub loss: Function,
    /// The inputs given by row: each as the concatenated tensors of all rows of this client. At least one row.
    pub rows: Named,
    /// The inputs that are the same for all rows.
    #[serde(default)]
    pub fixed: Named,
    /// The message of the server.
    pub broadcast: Broadcast,
    /// The state after this client's last message. Default: the client has sent none.
    pub state: Option<ClientState>,
}

impl Task for ClientStepFormula {
    const NAME: &'static str = "federated.clientStepFormula";
    type Problem = ClientStepFormulaProblem;
    type Solution = ClientStepSolution;
    type Progress = NoProgress;

    fn solve(problem: ClientStepFormulaProblem, run: &Run) -> Result<ClientStepSolution, Error> {
        let ClientStepFormulaProblem { settings, client, loss, rows, fixed, broadcast, state } = problem;
        let own = Own { settings: &settings, broadcast: &broadcast, state: state.as_ref() };
        let ask = own.ask(&client, run)?;
        settings.check_for_functions().map_err(|error| error.within("settings"))?;
        let loss = RowLoss::new("loss", &loss, &rows, &fixed)?;
        let rows = loss.rows("rows", &rows)?;
        if broadcast.parameters.len() != loss.parameters() {
            let (expected, got) = (loss.parameters(), broadcast.parameters.len());
            let message = format!("must have {expected} entries for the parameters of loss, got {got}");
            return Err(Error::invalid("broadcast.parameters", message));
        }
        run.ensure_memory("broadcast.parameters", [loss.parameters(), VECTORS])?;
        let mut mean = loss.mean();
        prepare(&mut mean, rows.count, &settings, run)?;
        let objective = OfFormula { mean: &mean, rows, watch: run.watch() };
        let client = Client { settings: &settings, objective, watch: run.watch() };
        solution(ready(client.step(ask, state.as_ref())), state, run)
    }
}
