namespace MultiVenueMargin.Accounts.Codec;

// The canonical binary codec
//
// Journal records, snapshots and messages of the port are written in it, and hashes are taken over its bytes. So a value
// has exactly one encoding: equal values give equal bytes on every machine, whatever the culture, the order in which a
// dictionary was filled, the scale of a decimal or the offset of an instant; and the reader refuses every other form.
//
// Rules of the bytes
//   * Fields stand one after the other in a fixed order, without names and numbers.
//   * A record that is stored or sent by itself begins with its kind and its version, both as varints. A record inside
//     another begins with its version only: it can grow without the records that hold it.
//   * A member of a family (an instrument, a smile) begins with the number of the member.
//   * Values (names, amounts, pairs such as a tier of a schedule) carry no version and never change.
//
// Rules of change
//   * A field is only ever added, at the end, under a higher version of the record it belongs to.
//   * Numbers of kinds, versions, members and enums are never used again and never change their meaning.
//   * A reader of version n reads all versions up to n, giving a missing field the value that says what held before
//     there was one, and refuses a higher version by name ("written by a later build"). Only the latest version is
//     written. Stored bytes are never rewritten, so their hashes stay.
//   * Bytes once pinned by a test stay; a new version pins new ones beside them.
//
// How to add a kind of record
//   1. Take the next free number below, for ever.
//   2. In the codec of its part write a pair: `Write(CanonicalWriter, T)` that opens with `writer.Record(kind, version)`
//      (or `writer.Version(version)` when it lies inside another), and `ReadT(CanonicalReader)` that opens with
//      `reader.Record(kind, latest)` (or `reader.Version(name, latest)`), both naming the fields in the same order.
//      Lists, dictionaries and texts name their limit in a constant both use. Pass methods or static lambdas as items.
//   3. Give the tests a generator of it and pin one encoding. The test of forgotten properties finds the rest by itself.

/// <summary>What a record that is stored or sent by itself is. A number is given once and for ever.</summary>
public enum RecordKind
{
    Unspecified = 0,
    Book = 1,
    MarketSnapshot = 2,
    RuleSet = 3,
}
