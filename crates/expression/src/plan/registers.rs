//! Register allocation for a kernel: registers are reused after the last use of their value.

use superlinear_machine::tape::{Code, IN_PLACE, Instruction, Load};

/// Live ranges and registers of the values in a kernel.
struct Lifetimes {
    /// The last instruction that reads each value.
    last_use: Vec<usize>,
    /// The register of each value.
    register: Vec<u32>,
    free: Vec<u32>,
    count: u32,
}

/// Allocates registers. Each instruction defines one value, by its `destination`; its register is free again after the
/// last instruction that reads it. Registers of the prologue are never freed, and operands read in place need none.
/// Returns the number of registers.
pub fn allocate(loads: &[Load], prologue: &mut [Instruction], tape: &mut [Instruction]) -> usize {
    let values = prologue.len() + tape.len();
    let mut lifetimes =
        Lifetimes { last_use: vec![usize::MAX; values], register: vec![0; values], free: Vec::new(), count: 0 };
    for (k, instruction) in tape.iter().enumerate() {
        for value in operands(instruction) {
            lifetimes.last_use[value as usize] = k;
        }
    }
    for instruction in &mut *prologue {
        lifetimes.register[instruction.destination as usize] = lifetimes.count;
        lifetimes.last_use[instruction.destination as usize] = usize::MAX;
        instruction.destination = lifetimes.count;
        lifetimes.count += 1;
    }
    for (k, instruction) in tape.iter_mut().enumerate() {
        let mut read: Vec<_> = operands(instruction).collect();
        read.sort_unstable();
        read.dedup();
        rename_operands(instruction, &lifetimes.register);
        if instruction.code != Code::Sink {
            let value = instruction.destination;
            instruction.destination = lifetimes.register_for(instruction, loads);
            lifetimes.register[value as usize] = instruction.destination;
            if lifetimes.last_use[value as usize] == usize::MAX {
                lifetimes.release(value); // Dead value.
            }
        }
        read.retain(|&value| lifetimes.last_use[value as usize] == k);
        read.into_iter().for_each(|value| lifetimes.release(value));
    }
    lifetimes.count as usize
}

impl Lifetimes {
    fn register_for(&mut self, instruction: &Instruction, loads: &[Load]) -> u32 {
        if instruction.code == Code::Load && loads[instruction.a as usize].is_in_place() {
            return IN_PLACE | instruction.a;
        }
        self.free.pop().unwrap_or_else(|| {
            self.count += 1;
            self.count - 1
        })
    }

    fn release(&mut self, value: u32) {
        let register = self.register[value as usize];
        if register & IN_PLACE == 0 {
            self.free.push(register);
        }
    }
}

/// Replaces an instruction's operands by their registers.
fn rename_operands(instruction: &mut Instruction, registers: &[u32]) {
    let reads = instruction.reads();
    for (operand, is_read) in [&mut instruction.a, &mut instruction.b, &mut instruction.c].into_iter().zip(reads) {
        if is_read {
            *operand = registers[*operand as usize];
        }
    }
}

/// The values read by an instruction.
fn operands(instruction: &Instruction) -> impl Iterator<Item = u32> + use<> {
    let reads = instruction.reads();
    [(instruction.a, reads[0]), (instruction.b, reads[1]), (instruction.c, reads[2])]
        .into_iter()
        .filter_map(|(value, is_read)| is_read.then_some(value))
}
