using MultiVenueMargin.Journal.Tests.Contract;

namespace MultiVenueMargin.Journal.Tests.Segments;

public sealed class SegmentJournalContractTests : JournalContract
{
    protected override ValueTask<JournalHarness> CreateHarnessAsync() => new(new SegmentHarness());
}
