/** What lies in the bucket of the recorded cases that read it, by the last part of the case's id; "*" is the key of the input. */

const FOUR_ROWS = "Col1,Col2\nValue1,Value2\nValue3,Value4\nValue5,Value6\nValue7,Value8";

export const OBJECTS: Record<string, Record<string, string>> = {
  "test_map_item_reader_csv_max_items[0]": { "file.csv": FOUR_ROWS },
  "test_map_item_reader_csv_max_items[2]": { "file.csv": FOUR_ROWS },
  "test_map_item_reader_csv_max_items[100000000]": { "file.csv": FOUR_ROWS },
  "test_map_item_reader_csv_max_items_paths[-1]": { "file.csv": FOUR_ROWS },
  test_map_item_reader_csv_headers_decl_duplicate_headers: { "file.csv": "Value1,Value2,Value3\nValue4,Value5,Value6" },
  test_map_item_reader_csv_first_row_extra_fields: {
    "file.csv": 'H1,\nValue4,Value5,Value6\n,,,\ntrue,1,"HelloWorld"\nNull,None,\n   ,,',
  },
  test_map_item_reader_json_no_json_list_object: { "file.json": '{"Hello":"world"}' },
  "test_s3_get_object[empty_str]": { "*": "" },
  "test_s3_get_object[empty_binary]": { "*": "" },
};
