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
//   * A member of a family (an instrument, a smile, a fact of a feed) begins with the number of the member; a member that gets
//     another field gets another number.
//   * Values (names, amounts, pairs such as a tier of a schedule) carry no version and never change.
//
// Rules of change
//   * A field is only ever added, at the end, under a higher version of the record it belongs to.
//   * Numbers of kinds, versions, members and enums are never used again and never change their meaning.
//   * A reader of version n reads all versions up to n, giving a missing field the value that says what held before
//     there was one, and refuses a higher version by name ("written by a later build"). Only the latest version is
//     written; a state whose new part is empty is written as the version before, so that what it says has one encoding in every
//     build, and the build before can read it. Stored bytes are never rewritten, so their hashes stay.
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
    AccountState = 4,

    // What journals hold. Each part has room to grow behind it.
    AccountOpened = 16,
    PolicyChanged = 17,
    AccountClosed = 18,
    PoolOpened = 19,
    PoolClosed = 20,
    RequestAnswered = 21,
    FeedOpened = 32,
    FeedClosed = 33,
    FeedMoved = 34,
    SnapshotAccepted = 35,
    DeltasAccepted = 36,
    FeedHeard = 37,
    FeedGapped = 38,
    FeedTroubled = 39,
    FrameQuarantined = 40,
    FrameRefused = 41,
    FeedGraded = 42,
    FeedSilent = 43,
    FeedSpoke = 44,
    InputQuarantined = 45,
    TransferAnnounced = 48,
    TransferDebited = 49,
    TransferCredited = 50,
    TransferOverdue = 51,
    TransferCancelled = 52,
    MovementUnmatched = 53,
    MovementExplained = 54,
    CorrectionProposed = 55,
    CorrectionApproved = 56,
    CorrectionWithdrawn = 57,
    CorrectionLapsed = 58,
    MarginStateChanged = 64,
    AlertRaised = 65,
    AlertCleared = 66,
    CallIssued = 67,
    CallAmended = 68,
    CallAcknowledged = 69,
    CallDisputed = 70,
    CallPaid = 71,
    CallEnded = 72,
    CallExpired = 73,
    DeficitRecorded = 74,
    FundDrawGranted = 75,
    DeficitSettled = 76,
    LiquidationPlanned = 80,
    LiquidationReplanned = 81,
    LiquidationApproved = 82,
    LiquidationHeld = 83,
    LiquidationReleased = 84,
    LiquidationAbortAsked = 85,
    LegRequested = 86,
    LegAccepted = 87,
    LegFilled = 88,
    LegEnded = 89,
    LiquidationEnded = 90,
    RegisterAnswered = 128,
    RuleSetDrafted = 129,
    ActivationProposed = 130,
    RuleSetActivated = 131,
    ActivationWithdrawn = 132,
    InstrumentsListed = 133,
    InstitutionRegistered = 134,
    AccountRegistered = 135,
    VenueAccountClaimed = 136,
    VenueAccountReleased = 137,
    VenueAccountMoved = 138,
    RoleGranted = 139,
    RoleRevoked = 140,
    QuotaSet = 141,
    FundContributed = 142,
    DrawReserved = 143,
    DrawConfirmed = 144,
    LossAllocated = 145,
    SlicePublished = 160,
}
