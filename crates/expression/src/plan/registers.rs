//! Which register holds each value of a tape: one whose own nobody reads any more, where there is one.

use superlinear_machine::tape::{Code, IN_PLACE, Instruction, Load};

/// What a register holds until when, while a tape is made.
struct Lifetimes {
    /// The instruction that reads a value last.
    last_use: Vec<usize>,
    /// The register of each value.
    register: Vec<u32>,
    free: Vec<u32>,
    count: u32,
}

/// Gives values registers: each instruction writes one value, by its `destination`; a register is free again after the last
/// instruction that reads it. Those of the prologue are never free, and lanes that are read in place need none.
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
                lifetimes.release(value); // Nobody reads it.
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

/// Puts registers in the place of the values that it reads.
fn rename_operands(instruction: &mut Instruction, registers: &[u32]) {
    let reads = instruction.reads();
    for (operand, is_read) in [&mut instruction.a, &mut instruction.b, &mut instruction.c].into_iter().zip(reads) {
        if is_read {
            *operand = registers[*operand as usize];
        }
    }
}

/// The values that it reads.
fn operands(instruction: &Instruction) -> impl Iterator<Item = u32> + use<> {
    let reads = instruction.reads();
    [(instruction.a, reads[0]), (instruction.b, reads[1]), (instruction.c, reads[2])]
        .into_iter()
        .filter_map(|(value, is_read)| is_read.then_some(value))
}
