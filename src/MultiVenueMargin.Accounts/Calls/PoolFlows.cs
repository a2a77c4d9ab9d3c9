using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Accounts.Transfers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Feeds;
using static MultiVenueMargin.Accounts.Codec.ValueCodec;

namespace MultiVenueMargin.Accounts.Calls;

/// <summary>
/// What came to a pool from outside it and what left it, while a call is open there, until it is valued. A movement that nobody
/// announced came from outside the account or left it; an announced transfer counts where it crosses from one pool to another, and so
/// does what lies at a venue account that is moved to another pool.
/// </summary>
/// <remarks>Sums are of decimals, for many quantities together may be more than one may be.</remarks>
internal sealed class PoolFlows
{
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

    public void WriteTo(CanonicalWriter writer) => writer.Dictionary(
        _pending,
        Limits.Pools + 1,
        ValueCodec.Write,
        static (each, flows) => each.Dictionary(flows, Limits.FlowAssets, ValueCodec.Write, static (inner, amount) => inner.Decimal(amount)));

    public void ReadFrom(CanonicalReader reader)
    {
        var read = reader.Dictionary(
            Limits.Pools + 1,
            ReadPoolId,
            static each => each.Dictionary(Limits.FlowAssets, ReadAsset, static inner => inner.Decimal()));
        foreach (var (pool, flows) in read)
        {
            _pending.Add(pool, new SortedDictionary<Asset, decimal>(flows));
        }
    }

    /// <param name="account">As it was before the record: a transfer that ends with it is still there.</param>
    public void Apply(AccountRecord record, Account account)
    {
        if (_pending.Count == 0)
        {
            return;
        }

        switch (record)
        {
            case MovementUnmatched { Movement: var movement } unmatched:
                Add(account, unmatched.Feed, movement.Asset, movement.Direction == MovementDirection.Arrival ? movement.Amount.Value : -movement.Amount.Value);
                break;
            case TransferDebited debited when FindCrossing(account, debited.Reference) is { } transfer:
                Add(account, transfer.From, transfer.Asset, -transfer.Amount.Value);
                break;
            case TransferCredited credited when FindCrossing(account, credited.Reference) is { } transfer:
                Add(account, transfer.To, transfer.Asset, credited.Amount.Value);
                break;
            case FeedMoved moved when account.Feeds.Find(moved.Feed) is { } feed && feed.Pool != moved.Pool:
                Move(feed, moved.Pool);
                break;
            default:
                break;
        }
    }

    /// <summary>
    /// What is owned counts with its sign, less what is owed. Profit of positions is none of it: it comes and goes with them. A transfer
    /// that is about to leave is still in the balance, and counts as leaving when it does.
    /// </summary>
    private void Move(Feed feed, PoolId to)
    {
        foreach (var key in feed.Lines.Balances.Keys)
        {
            var told = feed.Lines.Balances[key].Fact;
            var amount = told.IsLoan ? -told.Balance.Value - told.Owed.Value : told.Balance.Value - told.Owed.Value;
            if (amount != 0)
            {
                Add(feed.Pool, told.Asset, -amount);
                Add(to, told.Asset, amount);
            }
        }
    }

    private static OpenTransfer? FindCrossing(Account account, string reference) =>
        account.Transfers.Find(reference) is { } transfer
        && account.Feeds.Find(transfer.From)?.Pool != account.Feeds.Find(transfer.To)?.Pool
            ? transfer
            : null;

    private void Add(Account account, VenueAccountId feed, Asset asset, decimal amount)
    {
        if (account.Feeds.Find(feed) is { } told)
        {
            Add(told.Pool, asset, amount);
        }
    }

    private void Add(PoolId pool, Asset asset, decimal amount)
    {
        if (_pending.TryGetValue(pool, out var flows)
            && (flows.Count < Limits.FlowAssets || flows.ContainsKey(asset)))
        {
            flows[asset] = flows.GetValueOrDefault(asset) + amount;
        }
    }
}
