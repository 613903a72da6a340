import { describe, expect, it } from "vitest";
import type { Table } from "../../train/index.ts";
import {
  chooseColumns,
  classesOf,
  noticeText,
  readCsv,
  readIris,
  readJson,
  TrainError,
} from "../../train/index.ts";

const flowers = "petal length,petal width,species\n1.4,0.2,setosa\n4.7,1.4,versicolor\n6.0,2.5,virginica\n";

/** The complaint a reading ends in. */
async function complaint(read: () => unknown): Promise<TrainError> {
  try {
    await read();
  } catch (error) {
    if (error instanceof TrainError) return error;
    throw error;
  }
  throw new Error("nothing was complained about");
}

const csv = async (text: string) => {
  const table = await readCsv(text, "data.csv");
  const features = table.columns.filter((name) => name !== "name").slice(0, -1);
  return chooseColumns(table, { features });
};
const json = (text: string) => chooseColumns(readJson(text, "data.json"));

describe("CSV data", () => {
  it("become features and one-hot classes, the class column found by its name", async () => {
    const data = await csv(flowers);
    expect(data.featureNames).toEqual(["petal length", "petal width"]);
    expect([...data.features]).toEqual([1.4, 0.2, 4.7, 1.4, 6, 2.5]);
    expect(data.targetNames).toEqual(["setosa", "versicolor", "virginica"]);
    expect([...data.targets]).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
    expect([...classesOf(data)]).toEqual([0, 1, 2]);
  });

  it.each([
    ["semicolons", "a;b;c\n1;2;x\n3;4;y"],
    ["tabs", "a\tb\tc\n1\t2\tx\n3\t4\ty"],
    ["a byte-order mark, CRLF and spaces", "\uFEFFa , b, c\r\n 1, 2 ,x\r\n\r\n3,4,y\r\n"],
    ["quotes", '"a","b",c\n"1","2","x"\n3,4,y'],
  ])("may be written with %s", async (_, text) => {
    const data = await csv(text);
    expect(data.featureNames).toEqual(["a", "b"]);
    expect([...data.features]).toEqual([1, 2, 3, 4]);
    expect(data.targetNames).toEqual(["x", "y"]);
  });

  it("take classes in an order that does not depend on the order of rows, numbers by value", async () => {
    expect((await csv("x,y\n1,10\n2,9\n3,-1")).targetNames).toEqual(["-1", "9", "10"]);
    expect((await csv("x,종\n1,나\n2,가")).targetNames).toEqual(["가", "나"]);
  });

  it.each([
    ["", "E0902", undefined, undefined],
    ["a,b\n", "E0902", undefined, undefined],
    ["a,b,class\n1,2,x\n1,oops,y", "E0904", 3, 3],
    ['a,b,class\n"1",  2,5 mm,y\n1,2,y', "E0906", 2, undefined],
    ["a,b,class\n1,,x\n1,2,y", "E0905", 2, 3],
    ["a,b,class\n1,NA,x\n1,2,y", "E0905", 2, 3],
    ["a,b,class\n1,2,\n1,2,y", "E0905", 2, 5],
    ["a,b,class\n1,2\n1,2,y", "E0906", 2, undefined],
    ["a,b,class\n1,2,x,9\n1,2,y", "E0906", 2, undefined],
    ["a,class\n1,x\n0x10,y", "E0904", 3, 1],
    ['name,a,class\n"p, q",1,x\n"p, ""q""", oops,y', "E0904", 3, 13],
    ["a,class\n1,x\nInfinity,y", "E0904", 3, 1],
    ["a,class\n1,x\n1e999,y", "E0904", 3, 1],
    ['a,class\n"1\n",x\nwrong,y', "E0904", 4, 1],
    ["a,class\n1,x\n2,x", "E0907", undefined, undefined],
    ["a,a,class\n1,2,x", "E0908", 1, 3],
    ['a,class\n1,"x\n2,y', "E0909", 3, undefined],
  ])("%j are refused with %s at line %s, column %s", async (text, code, line, column) => {
    const error = await complaint(() => csv(text));
    expect([error.code, error.place?.line, error.place?.column]).toEqual([code, line, column]);
    expect(error.place?.file).toBe("data.csv");
  });

  it("point at a wrong cell under Korean text", async () => {
    const error = await complaint(() => csv("이름,길이,class\n꽃잎,3,x\n2,3,y"));
    expect(noticeText(error)).toBe(
      [
        'error[E0904]: "꽃잎" is not a number',
        "  --> data.csv:2:1",
        "   |",
        " 2 | 꽃잎,3,x",
        "   | ^^^^",
        "  = why: column 이름 is a feature, and features are finite numbers written like 1.5 or 2e-3",
        "  = fix: correct the cell, or leave the column out of the features",
      ].join("\n"),
    );
  });

  it("tell the name that was meant when a column is misspelt", async () => {
    const table = await readCsv(flowers, "data.csv");
    const error = await complaint(() => chooseColumns(table, { features: ["petal lenght"] }));
    expect(error.code).toBe("E0903");
    expect(noticeText(error)).toContain("(petal length?)");
    const far = await complaint(() => chooseColumns(table, { labels: ["colour"] }));
    expect(noticeText(far)).not.toContain("?)");
  });

  it("take the columns that are asked for, in that order", async () => {
    const table = await readCsv(flowers, "data.csv");
    expect([...chooseColumns(table, { features: ["petal width"], labels: ["species"] }).features]).toEqual([
      0.2, 1.4, 2.5,
    ]);
    const mixed = chooseColumns(await readCsv("x1,x2,label1,label2\n1,2,0.1,0.9\n3,4,0,1", "s"));
    expect([mixed.kind, ...mixed.targets]).toEqual(["classes", 0.1, 0.9, 0, 1]);
  });

  it("keep label columns that are no shares as numbers, and a number label for a scalar model", async () => {
    const table = await readCsv("x,label1,label2\n1,1,1\n2,0,1", "s");
    expect(chooseColumns(table).kind).toBe("numbers");
    const prices = await readCsv("x,y\n1,2.5\n2,3.5", "s");
    expect(chooseColumns(prices, { labelSize: 1 })).toMatchObject({ kind: "numbers", targetNames: ["y"] });
    expect(chooseColumns(prices, { labelSize: 2 })).toMatchObject({
      kind: "classes",
      targetNames: ["2.5", "3.5"],
    });
    const yesNo = await readCsv("x,y\n1,1\n2,0", "s");
    expect(chooseColumns(yesNo, { labelSize: 1 })).toMatchObject({
      kind: "classes",
      targetNames: ["0", "1"],
    });
  });
});

describe("JSON data", () => {
  it("may be records or arrays, and give the same numbers", () => {
    const records = json('[{"a": 1, "b": 2, "class": "x"}, {"class": "y", "b": 4, "a": 3}]');
    const arrays = json('{"features": [[1, 2], [3, 4]], "labels": ["x", "y"], "featureNames": ["a", "b"]}');
    expect(records).toEqual(arrays);
    expect([...arrays.features]).toEqual([1, 2, 3, 4]);
  });

  it("may carry soft labels", () => {
    const data = json('{"features": [[1], [2]], "labels": [[0.3, 0.7], [1, 0]]}');
    expect([data.kind, ...data.targets]).toEqual(["classes", 0.3, 0.7, 1, 0]);
  });

  it.each([
    ["[1, 2\n 3]", "E0910", 2, 2],
    ["", "E0910", 1, 1],
    ["[]", "E0902", undefined, undefined],
    ["3", "E0911", 1, 1],
    ["[3]", "E0911", 1, 2],
    ['{"x": 1}', "E0911", 1, 1],
    ['[{"a": 1, "class": "x"},\n {"a": "two", "class": "y"}]', "E0904", 2, 8],
    ['[{"a": 1, "class": "x"},\n {"class": "y"}]', "E0905", 2, 2],
    ['[{"a": 1, "class": "x"},\n {"a": null, "class": "y"}]', "E0905", 2, 8],
    ['[{"a": "NaN", "class": "x"}]', "E0905", 1, 8],
    ['[{"a": [1], "class": "x"}]', "E0911", 1, 8],
    ['[{"a": 1, "class": "x"},\n {"a": 1, "c": "y"}]', "E0911", 2, 16],
    ['{"features": [[1], [2, 3]], "labels": [0, 1]}', "E0906", 1, 20],
    ['{"features": [[1], [2]], "labels": [0]}', "E0911", 1, 36],
    ['{"features": [[1], [2]], "labels": [[0, 1], [1]]}', "E0906", 1, 45],
    ['{"features": [[1], [2]], "labels": ["x", "x"]}', "E0907", undefined, undefined],
    ['{"features": 1, "labels": []}', "E0911", 1, 14],
    ['{"features": [[1]]}', "E0911", 1, 1],
  ])("%j are refused with %s at line %s, column %s", async (text, code, line, column) => {
    const error = await complaint(() => json(text));
    expect([error.code, error.place?.line, error.place?.column]).toEqual([code, line, column]);
  });
});

describe("the Iris data", () => {
  it("are 150 flowers, 50 of each species, with rows 35 and 38 as Fisher printed them", async () => {
    const table: Table = await readIris();
    expect(table.rows).toHaveLength(150);
    expect(table.rows[34]).toEqual([4.9, 3.1, 1.5, 0.2, "setosa"]);
    expect(table.rows[37]).toEqual([4.9, 3.6, 1.4, 0.1, "setosa"]);
    const data = chooseColumns(table);
    expect([0, 1, 2].map((k) => classesOf(data).filter((label) => label === k).length)).toEqual([50, 50, 50]);
  });
});
