use std::io::{Read, Write};
use superlinear_numerics::gamma;
use superlinear_numerics::simd::{Arithmetic, Kernel, Unfused, dispatch};
struct Apply<'a>(&'a str, &'a mut [f64], &'a [f64]);
impl Kernel for Apply<'_> {
    type Output = ();
    #[inline(always)]
    fn run<A: Arithmetic>(self, a: A) {
        let v = self.1;
        #[inline(always)]
        fn each(values: &mut [f64], f: impl Fn(f64) -> f64) {
            for v in values {
                *v = f(*v);
            }
        }
        match self.0 {
            "log2" => each(v, |x| a.log2(x)),
            "log10" => each(v, |x| a.log10(x)),
            "cbrt" => each(v, |x| a.cbrt(x)),
            "asinh" => each(v, |x| a.asinh(x)),
            "acosh" => each(v, |x| a.acosh(x)),
            "atanh" => each(v, |x| a.atanh(x)),
            "hypot" => v.iter_mut().zip(self.2).for_each(|(x, y)| *x = a.hypot(*x, *y)),
            "lgamma" => each(v, gamma::log_gamma),
            "psi0" => each(v, |x| gamma::polygamma(0, x)),
            "psi1" => each(v, |x| gamma::polygamma(1, x)),
            "psi2" => each(v, |x| gamma::polygamma(2, x)),
            "psi3" => each(v, |x| gamma::polygamma(3, x)),
            _ => panic!(),
        }
    }
}
fn main() {
    let name = std::env::args().nth(1).unwrap();
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes).unwrap();
    let all: Vec<f64> = bytes.chunks(8).map(|c| f64::from_le_bytes(c.try_into().unwrap())).collect();
    let (first, second) = if name == "hypot" { all.split_at(all.len() / 2) } else { (&all[..], &all[..]) };
    let (mut f, mut u) = (first.to_vec(), first.to_vec());
    let t = std::time::Instant::now();
    dispatch(Apply(&name, &mut f, second));
    let t1 = t.elapsed();
    let t = std::time::Instant::now();
    Apply(&name, &mut u, second).run(Unfused);
    eprintln!(
        "{name}: {:.2} ns fused, {:.2} unfused",
        t1.as_nanos() as f64 / f.len() as f64,
        t.elapsed().as_nanos() as f64 / f.len() as f64
    );
    let out: Vec<u8> = f.iter().chain(&u).flat_map(|v| v.to_le_bytes()).collect();
    std::io::stdout().write_all(&out).unwrap();
}
