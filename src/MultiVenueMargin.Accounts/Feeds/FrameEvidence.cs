using System.Globalization;
using System.Text;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Accounts.Feeds;

/// <summary>
/// A frame that could not be taken over, as text that anyone can read. Not in the canonical encoding: that has no form for
/// what the frame was refused for, a name that names nothing or a kind that does not exist. Invariant, a line per fact, and
/// where it is longer than what is kept it says so.
/// </summary>
internal static class FrameEvidence
{
    private const string Cut = "\n... cut";

    public static ReadOnlyMemory<byte> Of(FeedFrame frame)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{frame.Kind} epoch {frame.Epoch} sequence {frame.Sequence} said at {frame.SaidAt:O}");
        text.Append(CultureInfo.InvariantCulture, $" complete {frame.Complete} facts {frame.Facts.Count}");
        foreach (var fact in frame.Facts)
        {
            text.Append('\n').Append(Describe(fact));
            if (text.Length > Limits.EvidenceBytes)
            {
                break;
            }
        }

        // A half of a surrogate pair becomes the replacement character, so that the evidence can be stored.
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        return bytes.Length <= Limits.EvidenceBytes
            ? bytes
            : [.. bytes.AsSpan(0, Limits.EvidenceBytes - Cut.Length), .. Encoding.ASCII.GetBytes(Cut)];
    }

    private static string Describe(FeedFact? fact) => fact switch
    {
        BalanceFact it => string.Create(
            CultureInfo.InvariantCulture,
            $"{(it.IsLoan ? "loan" : "balance")} '{it.Asset}' {it.Balance} profit {it.UnrealisedProfit} owed {it.Owed} bridge {it.Bridge} finality {Describe(it.Finality)}{(it.Provisional is { } part ? $" of {part}" : string.Empty)}"),
        PositionFact it => $"position '{it.Instrument}' {it.Quantity} entry {it.AverageEntry?.ToString() ?? "absent"}",
        OrderFact it => $"order '{it.Order}' '{it.Instrument}' {it.Side} {it.Open} at {it.Limit}",
        StatementFact it => $"statement equity {Describe(it.Equity)} initial {Describe(it.InitialMargin)} maintenance {Describe(it.MaintenanceMargin)}",
        MovementFact it => $"movement '{it.Reference}' '{it.Asset}' {it.Amount} {it.Direction}",
        null => "nothing",
        _ => fact.GetType().Name,
    };

    private static string Describe(Usd? figure) => figure?.ToString() ?? "absent";

    private static string Describe(Domain.Books.Finality? finality) =>
        finality is { } it ? string.Create(CultureInfo.InvariantCulture, $"{it.Confirmations}of{it.Required}") : "final";
}
