using System.Globalization;
using MultiVenueMargin.Accounts.Corrections;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Accounts.Transfers;
using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Accounts.Books;

/// <summary>What is to be known of a book beside its figures: in words, in a fixed order.</summary>
internal static class AccountNotices
{
    public static IReadOnlyList<string> Of(Account account, DateTimeOffset now) =>
    [
        .. account.Corrections.All.Where(correction => correction.IsInForceAt(now)).Select(Describe),
        .. account.Feeds.All.SelectMany(OfFeed),
        .. account.Transfers.Open.SelectMany(transfer => OfTransfer(account, transfer)),
        .. OfMovements(account.Transfers),
        .. StatementTable.LeftOut(account).Select(each =>
            $"{each.Venue} states the margin of several pools; that of {each.Pool} lacks less and is not in the figures"),
        .. account.Liquidations.Notices,
        .. account.Quarantine.Notices,
    ];

    private static string Describe(Correction correction) => string.Create(
        CultureInfo.InvariantCulture,
        $"correction {correction.Id}: {correction.Amount} {correction.Asset} at {correction.Feed} until {correction.Until.UtcDateTime:u}, proposed by {correction.ProposedBy}, approved by {correction.ApprovedBy}: {correction.Reason}");

    private static IEnumerable<string> OfFeed(Feed feed)
    {
        if (feed.Problem.Length > 0)
        {
            yield return $"feed {feed.Id}: {feed.Problem}";
        }

        if (feed.Quarantined > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"feed {feed.Id}: {feed.Quarantined} frames were put aside");
        }

        if (feed.Epoch > 0 && !feed.Lines.PartOf(FeedParts.Orders).IsKnown)
        {
            yield return $"feed {feed.Id}: its open orders were never told; none are in the figures";
        }
    }

    private static IEnumerable<string> OfTransfer(Account account, OpenTransfer transfer)
    {
        if (transfer.IsOverdue)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"transfer {transfer.Reference}: {transfer.Amount} {transfer.Asset} from {transfer.From} to {transfer.To} was expected by {transfer.ExpectedBy.UtcDateTime:u} and has not arrived");
        }

        if (transfer.IsCredited)
        {
            yield return $"transfer {transfer.Reference}: it arrived at {transfer.To}, and {transfer.From} has not told that it left; its balance there is reduced by {transfer.Amount} {transfer.Asset}";
        }

        foreach (var end in new[] { transfer.From, transfer.To }.Where(end => account.Feeds.Find(end) is null))
        {
            yield return $"transfer {transfer.Reference}: {end} is no longer a venue account of this account";
        }
    }

    private static IEnumerable<string> OfMovements(TransferLedger transfers)
    {
        foreach (var unmatched in transfers.Unmatched)
        {
            var movement = unmatched.Movement;
            yield return $"{movement.Direction.ToString().ToLowerInvariant()} of {movement.Amount} {movement.Asset} at {unmatched.Feed} under {movement.Reference} was announced by nobody";
        }

        if (transfers.UnnamedMovements > 0)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"{transfers.UnnamedMovements} more movements were announced by nobody; they are in the journal");
        }
    }
}
