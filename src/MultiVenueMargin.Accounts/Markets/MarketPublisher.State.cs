using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Risk.Consensus;

namespace MultiVenueMargin.Accounts.Markets;

/// <content>Its state as of a slice. What came after that, it hears again.</content>
public sealed partial class MarketPublisher
{
    private const int StateVersion = 1;

    /// <summary>Writes what it published; equal states write equal bytes.</summary>
    public void WriteTo(CanonicalWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Version(StateVersion);
        writer.Int64(Version);
        writer.Int64(Epoch);
        writer.Int64(Number);
        SliceCodec.Write(writer, _published.Share());
        writer.Dictionary(_confirmed, MarketLimits.Prices, ValueCodec.Write, static (each, confirmed) =>
        {
            ValueCodec.Write(each, confirmed.Mark);
            each.Instant(confirmed.AsOf);
        });
    }

    /// <summary>The publisher as it would be after its slices up to the snapshot; the rest of them are applied to it.</summary>
    public static MarketPublisher ReadFrom(CanonicalReader reader, string name, MarketPolicy policy)
    {
        reader.Version(nameof(MarketPublisher), StateVersion);
        var (version, epoch, number) = (reader.Int64(), reader.Int64(), reader.Int64());
        var publisher = new MarketPublisher(name, policy);
        var slice = SliceCodec.ReadSlice(reader);
        publisher._published.Apply(slice);
        (publisher.Version, publisher.Epoch, publisher.Number) = (version, epoch, number);
        foreach (var (asset, mark) in reader.Dictionary(
            MarketLimits.Prices, ValueCodec.ReadAsset, static each => new ConfirmedMark(ValueCodec.ReadPrice(each), each.Instant())))
        {
            publisher._confirmed.Add(asset, mark);
        }

        publisher.Restore(slice);
        return publisher;
    }
}
