using System.Security.Cryptography;
using System.Text;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using static MultiVenueMargin.Accounts.Codec.ValueCodec;

namespace MultiVenueMargin.Accounts.Deficits;

/// <summary>What remained unpaid, and what the fund said to it: all that are unsettled, and the last that were settled.</summary>
internal sealed class DeficitBook
{
    private readonly SortedDictionary<DecisionId, Deficit> _unsettled = [];
    private readonly List<Deficit> _settled = [];
    private readonly SortedDictionary<PoolId, Usd> _claimed = [];

    /// <summary>Who the letters are from.</summary>
    public static PrincipalId Platform { get; } = new("platform");

    /// <summary>By id, then those settled last, the newest first.</summary>
    public IReadOnlyList<DeficitView> Views => [.. _unsettled.Values.Concat(_settled.AsEnumerable().Reverse()).Select(deficit => deficit.View)];

    /// <summary>
    /// What the account asks of the fund, until it has its answer: money for a deficit, then that it is paid. The request ids derive
    /// from the deficit's, so that asking again after a restart is the same request.
    /// </summary>
    public IReadOnlyList<RegisterCommand> Letters => [.. _unsettled.Values.Select(Letter)];

    public bool HasUnsettled => _unsettled.Count > 0;

    public Deficit? Find(DecisionId id) =>
        _unsettled.TryGetValue(id, out var deficit) ? deficit : _settled.Find(settled => settled.Id == id);

    /// <summary>A deficit was recorded of the pool, settled or not, and the pool has not been out of the liquidating states since.</summary>
    public bool StandsIn(PoolId pool) => _claimed.ContainsKey(pool);

    /// <summary>What was recorded of the pool since it was last out of the liquidating states: it is not asked of the fund twice.</summary>
    public Usd ClaimedOf(PoolId pool) => _claimed.GetValueOrDefault(pool);

    public static DeficitBook ReadFrom(CanonicalReader reader)
    {
        var book = new DeficitBook();
        foreach (var deficit in reader.List(Limits.UnsettledDeficits, Deficit.ReadFrom))
        {
            book._unsettled.Add(deficit.Id, deficit);
        }

        book._settled.AddRange(reader.List(Limits.EndedWorkflows, Deficit.ReadFrom));
        foreach (var (pool, amount) in reader.Dictionary(Limits.Pools + 1, ReadPoolId, ReadUsd))
        {
            book._claimed.Add(pool, amount);
        }

        return book;
    }

    public void WriteTo(CanonicalWriter writer)
    {
        writer.List([.. _unsettled.Values], Limits.UnsettledDeficits, static (each, deficit) => deficit.WriteTo(each));
        writer.List(_settled, Limits.EndedWorkflows, static (each, deficit) => deficit.WriteTo(each));
        writer.Dictionary(_claimed, Limits.Pools + 1, ValueCodec.Write, ValueCodec.Write);
    }

    /// <summary>Takes a record over; false when it is not one of this part's.</summary>
    public bool Apply(AccountRecord record, AccountId account, long version)
    {
        switch (record)
        {
            case DeficitRecorded recorded:
                var id = new DecisionId(account, version, 0);
                _unsettled[id] = new Deficit(id, recorded.Pool, recorded.Amount, Granted: null, IsSettled: false);
                _claimed[recorded.Pool] = ClaimedOf(recorded.Pool) + recorded.Amount;
                return true;
            case FundDrawGranted granted:
                _unsettled[granted.Deficit] = Unsettled(granted.Deficit) with { Granted = granted.Granted };
                return true;
            case DeficitSettled settled:
                Settle(Unsettled(settled.Deficit));
                return true;
            case MarginStateChanged { To: not MarginState.Unknown and < MarginState.Liquidating } better:
                _claimed.Remove(better.Pool);
                return false;
            case PoolClosed closed:
                _claimed.Remove(closed.Pool);
                return false;
            default:
                return false;
        }
    }

    private void Settle(Deficit deficit)
    {
        _unsettled.Remove(deficit.Id);
        _settled.Add(deficit with { IsSettled = true });
        if (_settled.Count > Limits.EndedWorkflows)
        {
            _settled.RemoveAt(0);
        }
    }

    private Deficit Unsettled(DecisionId id) =>
        _unsettled.TryGetValue(id, out var deficit) ? deficit : throw new InvalidOperationException($"There is no unsettled deficit {id}.");

    private static RegisterCommand Letter(Deficit deficit) => deficit.Granted is null
        ? new ReserveDraw(deficit.Id, deficit.Amount) { Request = RequestFor("reserve", deficit.Id), By = Platform }
        : new ConfirmDraw(deficit.Id) { Request = RequestFor("confirm", deficit.Id), By = Platform };

    /// <summary>A decision's id may be longer than a request's: its hash never is.</summary>
    private static RequestId RequestFor(string what, DecisionId deficit) =>
        new($"{what}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(deficit.ToString())))}");
}
