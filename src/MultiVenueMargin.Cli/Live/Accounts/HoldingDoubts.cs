using Google.Protobuf.Collections;

namespace MultiVenueMargin.Cli.Live.Accounts;

/// <summary>
/// What is not known of each holding of a book: it has no price, or lies where nothing is heard from any more. In words, for what is unknown is no zero
/// and no less held.
/// </summary>
internal sealed class HoldingDoubts
{
    private readonly Dictionary<(string Pool, string Location), V1.LostFeed> _lost = [];
    private readonly ILookup<(string Pool, string Subject), string> _positions;
    private readonly ILookup<(string Pool, string Subject), string> _lines;
    private readonly ILookup<(string Pool, string Subject), string> _orders;

    public HoldingDoubts(V1.MarginReport report, RepeatedField<V1.LostFeed> lost)
    {
        foreach (var feed in lost)
        {
            _lost[(feed.Pool, feed.Location)] = feed;
        }

        _positions = Reasons(report, WholeName, V1.OmissionKind.UnpricedPosition, V1.OmissionKind.LostMark);
        _lines = Reasons(report, AssetAndLocation, V1.OmissionKind.UnpricedCollateral, V1.OmissionKind.UnpricedDebt, V1.OmissionKind.LostFeed);
        _orders = Reasons(report, WholeName, V1.OmissionKind.UnpricedOrder, V1.OmissionKind.LostOrderMark);
    }

    /// <summary>Empty where nothing is in doubt.</summary>
    public string Of(V1.Position position) => Of(_positions, position.Pool, position.Venue, $"{position.Instrument}@{position.Venue}");

    public string Of(V1.RestingOrder order) => Of(_orders, order.Pool, order.Venue, $"{order.Instrument}@{order.Venue}");

    public string Of(V1.CollateralLine line) =>
        Of(_lines, line.Pool, line.Location, AssetAndLocation($"{(line.IsLoan ? "loan " : string.Empty)}{line.Asset}@{line.Location}"));

    private string Of(ILookup<(string, string), string> reasons, string pool, string location, string subject) => _lost.TryGetValue((pool, location), out var feed)
        ? $"as last known: the feed is lost, nothing heard for {Shown.Length(feed.Silence)}"
        : string.Join("; ", reasons[(pool, subject)].Distinct());

    private static ILookup<(string, string), string> Reasons(V1.MarginReport report, Func<string, string> name, params V1.OmissionKind[] kinds) =>
        report.Pools
            .SelectMany(pool => pool.Unknown.Concat(pool.Omissions).Where(omission => kinds.Contains(omission.Kind)).Select(omission => (pool.Figures.Pool, Omission: omission)))
            .ToLookup(each => (each.Pool, name(each.Omission.Subject)), each => each.Omission.Reason);

    private static string WholeName(string subject) => subject;

    /// <summary>Reports add behind a slash how an asset came to its chain and how final it is.</summary>
    private static string AssetAndLocation(string subject)
    {
        var slash = subject.IndexOf('/', Math.Max(0, subject.IndexOf('@')));
        return slash < 0 ? subject : subject[..slash];
    }
}
