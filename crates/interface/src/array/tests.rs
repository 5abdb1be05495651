//! Arrays in the wire format.

use crate::wire::{Buffer, Payload, decode, encode};
use crate::{AnyMatrix, Code, Matrix, SparseMatrix, Values, Vector, VectorOrAnyMatrix, VectorOrMatrix};
use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Example {
    cost: Matrix,
    order: Vector<i32>,
}

fn payload(header: &str, buffers: Vec<Buffer>) -> Payload {
    Payload { header: header.to_owned(), buffers }
}

#[test]
fn arrays_cross_the_wire_without_a_copy() {
    let numbers = vec![1.0, f64::NEG_INFINITY, f64::NAN, -0.0];
    let address = numbers.as_ptr();
    let header = r#"{"cost":{"rows":2,"columns":2,"data":{"$":1}},"order":{"$":0}}"#;
    let buffers = vec![Buffer::F64(vec![2.0, 7.0].into()), Buffer::F64(numbers.into())];
    let example: Example = decode(payload(header, buffers)).expect("a well-formed payload");
    assert_eq!(example.cost.data.as_ptr(), address);
    assert_eq!(*example.order, [2, 7]);
    let reply = encode(&example).expect("a plain struct");
    let Buffer::F64(returned) = &reply.buffers[0] else { panic!("the matrix comes first") };
    assert_eq!(returned.as_ptr(), address);
    assert_eq!(reply.buffers[1], Buffer::I32(vec![2, 7].into()));
}

#[test]
fn mismatches_name_the_key() {
    let complain = |header: &str| {
        let error = decode::<Example>(payload(header, vec![Buffer::F64(vec![0.5].into())])).expect_err("malformed");
        assert_eq!(error.code, Code::InvalidInput);
        (error.path.clone(), error.message.clone())
    };
    assert_eq!(complain(r#"{"order":[1]}"#).0, "cost");
    assert_eq!(complain(r#"{"order":[1],"kost":3}"#).0, "kost");
    assert_eq!(complain(r#"{"order":"x"}"#).0, "order");
    let entry = complain(r#"{"order":{"$":0}}"#);
    assert_eq!(entry, ("order[0]".to_owned(), "order[0] must be a 32-bit integer, got 0.5".to_owned()));
    assert!(complain(r#"{"order":{"$":7}}"#).1.contains("no buffer 7"));
    assert!(complain(r#"{"cost":{"rows":2,"columns":3,"data":[1]}}"#).1.contains("rows = 2"));
    assert!(complain(r#"{"cost":{"rows":4294967296,"columns":4294967296,"data":[1]}}"#).0.starts_with("cost"));
    assert_eq!(complain("3").0, "problem");
    assert_eq!(complain(r#"{"cost":3}"#).1, "cost must be a matrix, got 3");
    assert_eq!(complain(r#"{"cost":{"rows":-1,"columns":1,"data":[1]}}"#).0, "cost.rows");
    assert_eq!(complain(r#"{"cost":[]}"#).1, "cost must be a matrix, got an empty list");
    assert_eq!(complain(r#"{"cost":{"$":0}}"#).1, "cost must be a matrix, got an array of numbers");
    assert_eq!(complain(r#"{"order":{"x":0}}"#).1, "order must be an array of numbers, got an object");
    assert_eq!(complain(r#"{"order":"x"}"#).1, "order must be an array of numbers, got \"x\"");
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Table {
    matrix: AnyMatrix,
}

#[test]
fn matrices_come_in_the_form_that_the_caller_has() {
    let dense = r#"{"matrix":{"rows":1,"columns":2,"data":{"$":0}}}"#;
    let read = |header: &str, buffers| decode::<Table>(payload(header, buffers)).expect("well formed").matrix;
    let double = read(dense, vec![Buffer::F64(vec![1.0, 2.0].into())]);
    assert_eq!(double, AnyMatrix::Dense(Matrix::new(1, 2, vec![1.0, 2.0])));
    let single = read(dense, vec![Buffer::F32(vec![1.0, 2.0].into())]);
    assert!(matches!(single, AnyMatrix::DenseSingle(matrix) if *matrix.data == [1.0, 2.0]));
    let sparse = r#"{"matrix":{"rows":1,"columns":9,"data":[3],"indptr":[0,1],"indices":[4]}}"#;
    let AnyMatrix::Sparse(sparse) = read(sparse, vec![]) else { panic!("it has indptr") };
    assert_eq!(sparse.row(0), (&[4][..], &[3.0][..]));
}

#[test]
fn sparse_matrices_are_checked_part_by_part() {
    let refused = |indptr: &[i32], indices: &[i32]| {
        let (indptr, indices) = (indptr.to_vec().into(), indices.to_vec().into());
        let matrix = SparseMatrix { rows: 2, columns: 3, indptr, indices, data: vec![1.0, 1.0].into() };
        matrix.ensure_well_formed().expect_err("malformed").path.clone()
    };
    assert_eq!(refused(&[0, 2], &[0, 1]), "indptr");
    assert_eq!(refused(&[0, 1, 2], &[0]), "indices");
    assert_eq!(refused(&[0, 1, 3], &[0, 1]), "indptr");
    assert_eq!(refused(&[0, 3, 2], &[0, 1]), "indptr[2]");
    assert_eq!(refused(&[0, 1, 2], &[0, 3]), "indices[1]");
    assert_eq!(refused(&[0, 1, 2], &[-1, 2]), "indices[0]");
    assert_eq!(refused(&[0, 2, 2], &[1, 1]), "indices[1]");
}

#[derive(Debug, Serialize, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Sides {
    side: VectorOrMatrix,
}

#[test]
fn vectors_and_matrices_are_told_apart() {
    let read = |header: &str, buffers| decode::<Sides>(payload(header, buffers));
    let three = || vec![Buffer::F64(vec![1.0, 2.0, 3.0].into())];
    let vector = VectorOrMatrix::Vector(vec![1.0, 2.0, 3.0].into());
    assert_eq!(read(r#"{"side":{"$":0}}"#, three()).expect("a vector").side, vector);
    assert_eq!(read(r#"{"side":[1,2,3]}"#, vec![]).expect("a list").side, vector);
    let matrix = read(r#"{"side":{"rows":3,"columns":1,"data":{"$":0}}}"#, three()).expect("a matrix").side;
    assert_eq!(matrix, VectorOrMatrix::Matrix(Matrix::new(3, 1, vec![1.0, 2.0, 3.0])));
    assert_eq!(matrix.to_columns(), vector.to_columns());
    let none = VectorOrMatrix::Vector(Vector::default());
    assert_eq!(read(r#"{"side":{}}"#, vec![]).expect("an array without numbers as JSON").side, none);
    let unknown = &read(r#"{"side":{"x":3}}"#, vec![]).expect_err("malformed").message;
    assert_eq!(unknown, "side.x is not an option; expected one of `rows`, `columns`, `data`");
    for malformed in [r#"{"side":{"rows":3}}"#, r#"{"side":{"x":3}}"#, r#"{"side":3}"#, r#"{"side":{"$":4}}"#] {
        assert!(read(malformed, three()).expect_err("malformed").path.starts_with("side"), "{malformed}");
    }
    let reply = encode(&Sides { side: vector }).expect("a plain struct");
    assert_eq!(reply.header, r#"{"side":{"$":0}}"#);
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Square {
    square: VectorOrAnyMatrix,
}

#[test]
fn diagonals_dense_and_sparse_matrices_are_told_apart() {
    let read = |header: &str, buffers| decode::<Square>(payload(header, buffers)).map(|square| square.square);
    let two = || Buffer::F64(vec![1.0, 2.0].into());
    let diagonal = VectorOrAnyMatrix::Vector(vec![1.0, 2.0].into());
    assert_eq!(read(r#"{"square":{"$":0}}"#, vec![two()]), Ok(diagonal.clone()));
    assert_eq!(read(r#"{"square":[1,2]}"#, vec![]), Ok(diagonal));
    assert_eq!(read(r#"{"square":{}}"#, vec![]), Ok(VectorOrAnyMatrix::Vector(Vector::default())));
    let dense = VectorOrAnyMatrix::Matrix(AnyMatrix::Dense(Matrix::new(2, 1, vec![1.0, 2.0])));
    assert_eq!(read(r#"{"square":{"rows":2,"columns":1,"data":{"$":0}}}"#, vec![two()]), Ok(dense));
    let header = r#"{"square":{"rows":1,"columns":3,"indptr":[0,2],"indices":[0,2],"data":{"$":0}}}"#;
    let sparse = read(header, vec![two()]).expect("a sparse matrix");
    assert!(matches!(sparse, VectorOrAnyMatrix::Matrix(AnyMatrix::Sparse(_))));
    for malformed in [
        r#"{"square":{"rows":2}}"#,
        r#"{"square":{"x":3}}"#,
        r#"{"square":3}"#,
        r#"{"square":{"$":4}}"#,
        r#"{"square":{"rows":2,"columns":2,"data":{"$":0}}}"#,
        r#"{"square":{"rows":2,"columns":1,"indptr":[0],"data":{"$":0}}}"#,
    ] {
        assert!(read(malformed, vec![two()]).expect_err("malformed").path.starts_with("square"), "{malformed}");
    }
}

#[derive(Debug, Serialize, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Message {
    bytes: Vector<u8>,
}

#[test]
fn bytes_cross_the_wire_without_a_copy() {
    let bytes = vec![0, 127, 255];
    let address = bytes.as_ptr();
    let message: Message =
        decode(payload(r#"{"bytes":{"$":0}}"#, vec![Buffer::U8(bytes.into())])).expect("well formed");
    let reply = encode(&message).expect("a plain struct");
    assert_eq!(reply.header, r#"{"bytes":{"$":0}}"#);
    let [Buffer::U8(returned)] = reply.buffers.as_slice() else { panic!("one array of bytes") };
    assert_eq!((returned.as_ptr(), &returned[..]), (address, &[0, 127, 255][..]));
}

#[test]
fn bytes_are_made_of_whole_numbers_from_0_to_255() {
    let list = decode::<Message>(payload(r#"{"bytes":[0,1.0,255]}"#, vec![])).expect("a list of bytes");
    assert_eq!(*list.bytes, [0, 1, 255]);
    let none = decode::<Message>(payload(r#"{"bytes":{}}"#, vec![])).expect("an array without numbers as JSON");
    assert!(none.bytes.is_empty());
    let from = |buffer| decode::<Message>(payload(r#"{"bytes":{"$":0}}"#, vec![buffer])).map(|message| message.bytes);
    assert_eq!(*from(Buffer::F64(vec![7.0, -0.0].into())).expect("bytes"), [7, 0]);
    assert_eq!(*from(Buffer::F32(vec![7.0].into())).expect("bytes"), [7]);
    assert_eq!(*from(Buffer::I32(vec![255].into())).expect("bytes"), [255]);
    for (numbers, got) in [(vec![1.0, 256.0], "256"), (vec![1.0, -1.0], "-1"), (vec![1.0, 0.5], "0.5")] {
        let error = from(Buffer::F64(numbers.into())).expect_err("no byte");
        assert_eq!(error.path, "bytes[1]");
        assert_eq!(error.message, format!("bytes[1] must be an integer from 0 to 255, got {got}"));
    }
    assert_eq!(from(Buffer::F64(vec![f64::NAN].into())).expect_err("no byte").path, "bytes[0]");
    assert_eq!(from(Buffer::I32(vec![-1].into())).expect_err("no byte").path, "bytes[0]");
}

#[test]
fn bytes_are_numbers_where_numbers_are_asked_for() {
    let bytes = || Buffer::U8(vec![0, 255].into());
    let header = r#"{"cost":{"rows":1,"columns":2,"data":{"$":0}},"order":{"$":1}}"#;
    let example: Example = decode(payload(header, vec![bytes(), bytes()])).expect("numbers");
    assert_eq!((&*example.cost.data, &*example.order), (&[0.0, 255.0][..], &[0, 255][..]));
    let dense = r#"{"matrix":{"rows":1,"columns":2,"data":{"$":0}}}"#;
    let table: Table = decode(payload(dense, vec![bytes()])).expect("a matrix");
    assert_eq!(table.matrix, AnyMatrix::Dense(Matrix::new(1, 2, vec![0.0, 255.0])));
}

#[test]
fn a_list_of_tensors_of_one_shape_is_a_tensor() {
    #[derive(Debug, Deserialize)]
    struct Holder {
        tensor: Values,
    }
    let read = |tensor: &str| {
        let buffers = (0..4).map(|k| Buffer::F64(vec![f64::from(k), 0.5].into())).collect();
        decode::<Holder>(payload(&format!(r#"{{"tensor":{tensor}}}"#), buffers)).map(|holder| holder.tensor)
    };
    let matrix = |k: usize| format!(r#"{{"rows":1,"columns":2,"data":{{"$":{k}}}}}"#);
    let (pair, other) = (format!("[{},{}]", matrix(0), matrix(1)), format!("[{},{}]", matrix(2), matrix(3)));
    let tensor = read(&format!("[{pair},{other}]")).expect("lists of matrices");
    assert_eq!(tensor.shape, [2, 2, 1, 2]);
    assert_eq!(tensor[..], [0.0, 0.5, 1.0, 0.5, 2.0, 0.5, 3.0, 0.5]);
    assert_eq!((0..8).map(|k| tensor.place(k)).nth(6), Some("[1][1].data[0]".to_owned()));
    let rows = read(r#"[{"$":0},{"$":1},{"$":2}]"#).expect("a list of vectors");
    assert_eq!((&rows.shape[..], rows.place(5)), (&[3, 2][..], "[2][1]".to_owned()));
    let numbers = read("[1, 2.5]").expect("a list of numbers");
    assert_eq!((&numbers.shape[..], numbers.place(1)), (&[2][..], "[1]".to_owned()));
    let error = read(&format!("[{},{pair}]", matrix(2))).expect_err("is no tensor");
    assert_eq!(
        (&*error.path, &*error.message),
        ("tensor[1]", "tensor[1] must have the shape of the entries before it")
    );
    for (list, place) in [("[1, true]", "tensor[1]"), ("[true, 1]", "tensor[0]")] {
        let error = read(list).expect_err("is no number");
        assert_eq!(error.message, format!("{place} must be a number, got true"));
    }
}
