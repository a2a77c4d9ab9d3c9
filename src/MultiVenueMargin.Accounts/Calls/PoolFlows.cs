using MultiVenueMargin.Accounts.Margins;
using MultiVenueMargin.Accounts.Transfers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Accounts.Calls;

/// <summary>
/// What came to a pool from outside it and what left it, while a call is open there, until it is valued. A movement that nobody
/// announced came from outside the account or left it; an announced transfer counts where it crosses from one pool to another.
/// </summary>
/// <remarks>Sums are of decimals, for many quantities together may be more than one may be.</remarks>
internal sealed class PoolFlows
{
    private readonly FeedPools _feeds = new();
    private readonly SortedDictionary<string, TransferAnnounced> _transfers = new(StringComparer.Ordinal);
    private readonly SortedDictionary<PoolId, SortedDictionary<Asset, decimal>> _pending = [];

    /// <summary>What was not valued yet, by asset.</summary>
    public IReadOnlyDictionary<Asset, decimal> PendingOf(PoolId pool) => _pending[pool];

    /// <summary>A call was issued: what came before it has no part in it.</summary>
    public void Watch(PoolId pool) => _pending[pool] = [];

    public void Leave(PoolId pool) => _pending.Remove(pool);

    /// <summary>These assets were valued.</summary>
    public void Count(PoolId pool, IEnumerable<Asset> assets)
    {
        foreach (var asset in assets)
        {
            _pending[pool].Remove(asset);
        }
    }

    public void Apply(AccountRecord record)
    {
        _feeds.Apply(record);
        switch (record)
        {
            case MovementUnmatched { Movement: var movement } unmatched:
                Add(unmatched.Feed, movement.Asset, movement.Direction == MovementDirection.Arrival ? movement.Amount.Value : -movement.Amount.Value);
                break;
            case TransferAnnounced announced:
                _transfers[announced.Reference] = announced;
                break;
            case TransferCancelled cancelled:
                _transfers.Remove(cancelled.Reference);
                break;
            case TransferDebited debited when Crossing(debited.Reference) is { } transfer:
                Add(transfer.From, transfer.Asset, -transfer.Amount.Value);
                break;
            case TransferCredited credited:
                if (Crossing(credited.Reference) is { } crossed)
                {
                    Add(crossed.To, crossed.Asset, credited.Amount.Value);
                }

                _transfers.Remove(credited.Reference);
                break;
            default:
                break;
        }
    }

    private TransferAnnounced? Crossing(string reference) =>
        _transfers.TryGetValue(reference, out var transfer)
        && _feeds.Find(transfer.From) is { } from
        && _feeds.Find(transfer.To) is { } to
        && from != to
            ? transfer
            : null;

    private void Add(VenueAccountId feed, Asset asset, decimal amount)
    {
        if (_feeds.Find(feed) is { } pool && _pending.TryGetValue(pool, out var flows))
        {
            flows[asset] = flows.GetValueOrDefault(asset) + amount;
        }
    }
}
