using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Journal;

namespace MultiVenueMargin.Host.Demo;

/// <summary>What a street that was open before left in the journal: its listing, and the prices it began and ended with.</summary>
internal sealed class DemoPast
{
    private const int EntriesPerRead = 256;

    private readonly Dictionary<Asset, decimal> _last = [];

    /// <summary>Absent at the first start.</summary>
    public IReadOnlyList<Instrument>? Listed { get; private set; }

    public decimal? FirstBitcoin { get; private set; }

    public decimal? PriceOf(RiskUnit unit) => _last.TryGetValue(unit.NativeCoin, out var price) ? price : null;

    public static async Task<DemoPast> ReadAsync(IJournal journal, CancellationToken cancellation)
    {
        var past = new DemoPast();
        var end = journal.LastPositionOf(StreamId.MarketPartition);
        foreach (var after in new[] { 0, Math.Max(0, end - EntriesPerRead) }.Distinct())
        {
            foreach (var entry in await journal.ReadPartitionAsync(StreamId.MarketPartition, after, EntriesPerRead, cancellation))
            {
                foreach (var record in entry.Records)
                {
                    past.Take(RecordCodec.Read(record.Span));
                }
            }
        }

        return past;
    }

    private void Take(JournalRecord record)
    {
        switch (record)
        {
            case InstrumentsListed listed:
                Listed ??= listed.Instruments;
                break;
            case SlicePublished published:
                foreach (var (asset, mark) in published.Slice.Prices)
                {
                    _last[asset] = mark.Mark.Value;
                }

                FirstBitcoin ??= PriceOf(DemoListing.Bitcoin);
                break;
        }
    }
}
