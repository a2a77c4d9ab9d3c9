using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Books;

/// <summary>
/// What open transfers do to the balances at both ends. From its announcement on an amount counts at most once: it is taken off
/// where it leaves until that feed has told of the departure, and the share that the policy counts is added where it arrives until
/// that feed has told of the arrival. Before the departure no more is in transit than was taken off, so that announcing what is
/// not there adds nothing.
/// </summary>
internal sealed class TransitTable
{
    // A share of an amount, which is collateral, rounds down here.
    private const int Digits = 8;

    private readonly Dictionary<(VenueAccountId Feed, Asset Asset), decimal> _leaving = [];
    private readonly SortedDictionary<VenueAccountId, SortedDictionary<Asset, decimal>> _arriving = [];

    /// <summary>Nothing is on its way, as nearly always.</summary>
    private static readonly TransitTable Nothing = new();

    private TransitTable()
    {
    }

    public static TransitTable Of(Account account)
    {
        if (account.Transfers.Open.Count == 0)
        {
            return Nothing;
        }

        var table = new TransitTable();
        foreach (var transfer in account.Transfers.Open)
        {
            var moved = transfer.Amount.Value;
            if (!transfer.IsDebited)
            {
                moved = Math.Min(moved, table.RestOf(account, transfer.From, transfer.Asset));
                var key = (transfer.From, transfer.Asset);
                table._leaving[key] = table._leaving.GetValueOrDefault(key) + moved;
            }

            if (!transfer.IsCredited)
            {
                table.Arrive(transfer.To, transfer.Asset, decimal.Round(
                    moved * account.Policy.Transit.CountedShare, Digits, MidpointRounding.ToNegativeInfinity));
            }
        }

        return table;
    }

    /// <summary>How much of a balance is about to leave; at most what is there.</summary>
    public decimal LeavingOf(VenueAccountId feed, Asset asset) => _leaving.GetValueOrDefault((feed, asset));

    /// <summary>What counts as on its way to a feed, by asset; never zero.</summary>
    public IEnumerable<(Asset Asset, Quantity Amount)> ArrivingAt(VenueAccountId feed) =>
        _arriving.TryGetValue(feed, out var assets)
            ? assets.Select(each => (each.Key, new Quantity(Math.Min(each.Value, Quantity.Largest))))
            : [];

    /// <summary>What is owned there and not leaving yet.</summary>
    private decimal RestOf(Account account, VenueAccountId from, Asset asset) =>
        account.Feeds.Find(from) is { } feed && feed.Lines.Balances.TryGet(new BalanceKey(asset, IsLoan: false), out var told)
            ? Math.Max(0m, told.Fact.Balance.Value - LeavingOf(from, asset))
            : 0m;

    private void Arrive(VenueAccountId to, Asset asset, decimal counted)
    {
        if (counted == 0)
        {
            return;
        }

        if (!_arriving.TryGetValue(to, out var assets))
        {
            _arriving.Add(to, assets = []);
        }

        assets[asset] = assets.GetValueOrDefault(asset) + counted;
    }
}
