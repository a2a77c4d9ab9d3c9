using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Accounts.Pools;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Simulation.Actors;
using static MultiVenueMargin.Simulation.PromiseBrokenException;

namespace MultiVenueMargin.Simulation.Auditing;

/// <summary>One account by its records alone, and whether each of them may follow those before it.</summary>
internal sealed class AccountBook
{
    private readonly SortedDictionary<VenueAccountId, FeedBook> _feeds = [];
    private readonly Dictionary<PoolId, (MarginState Shown, MarginState Known)> _states = [];
    private readonly HashSet<RequestId> _requests = [];
    private readonly Sometimes _sometimes;

    public AccountBook(AccountId id, Sometimes sometimes)
    {
        (Id, _sometimes) = (id, sometimes);
        Calls = new CallBook(this, sometimes);
        Deficits = new DeficitBook(this, sometimes);
        Liquidations = new LiquidationBook(this, sometimes);
        Transfers = new TransferBook(this, sometimes);
        Corrections = new CorrectionBook(this, sometimes);
    }

    public AccountId Id { get; }

    public long Version { get; private set; }

    public AccountPolicy Policy { get; private set; } = new();

    public bool IsClosed { get; private set; }

    public CallBook Calls { get; }

    public LiquidationBook Liquidations { get; }

    public DeficitBook Deficits { get; }

    public TransferBook Transfers { get; }

    public CorrectionBook Corrections { get; }

    public IReadOnlyDictionary<VenueAccountId, FeedBook> Feeds => _feeds;

    public IReadOnlySet<RequestId> Requests => _requests;

    public MarginState ShownOf(PoolId pool) => _states.TryGetValue(pool, out var state) ? state.Shown : MarginState.Unknown;

    public MarginState StateOf(PoolId pool) => _states.TryGetValue(pool, out var state) ? state.Known : MarginState.Healthy;

    public bool IsKnown(PoolId pool) => ShownOf(pool) != MarginState.Unknown;

    public void Take(Entry entry)
    {
        Unless(!IsClosed, $"{Id} is closed and has a record {entry.Version}.");
        Unless(entry.Version == 1 == entry.Record is AccountOpened, $"{Id} begins with or repeats {entry.Record.GetType().Name} at {entry.Version}.");
        _sometimes.Seen($"record: {entry.Record.GetType().Name}");
        Transfers.Follow(entry);
        switch (entry.Record)
        {
            case AccountOpened it:
                Policy = it.Policy;
                break;
            case PolicyChanged it:
                Policy = it.Policy;
                break;
            case AccountClosed:
                IsClosed = true;
                break;
            case RequestAnswered it:
                Unless(_requests.Add(it.Request), $"{it.Request} was carried out twice by {Id}.");
                break;
            case MarginStateChanged it:
                Stand(entry, it);
                break;
            case FeedOpened it:
                Unless(_feeds.TryAdd(it.Feed, new FeedBook(it.Pool, entry.At, _sometimes)), $"{it.Feed} is opened twice.");
                break;
            case FeedClosed it:
                Unless(_feeds.Remove(it.Feed), $"{it.Feed} is closed and was not open.");
                break;
            case FeedMoved it:
                Of(it.Feed).Pool = it.Pool;
                break;
            default:
                _ = TakeFeed(entry) || Calls.Take(entry) || Liquidations.Take(entry) || Deficits.Take(entry)
                    || Transfers.Take(entry) || Corrections.Take(entry);
                break;
        }

        Version = entry.Version;
    }

    /// <summary>The balance that a feed told of; zero where it told of none.</summary>
    public decimal ToldAt(VenueAccountId feed, Asset asset) => _feeds.TryGetValue(feed, out var book)
        ? book.Lines.All.Select(line => line.Fact).OfType<BalanceFact>().Where(fact => fact.Asset == asset && !fact.IsLoan).Sum(fact => fact.Balance.Value)
        : 0;

    /// <summary>What there is at a moment: what feeds told, less what is about to leave, and what is on its way or corrected.</summary>
    public IEnumerable<Holding> HoldingsAt(DateTimeOffset now)
    {
        var (leaving, arriving) = Transfers.UnderWay();
        foreach (var (id, feed) in _feeds)
        {
            foreach (var line in feed.Lines.All)
            {
                if (line.Fact is BalanceFact it)
                {
                    var left = it.IsLoan ? 0 : leaving.GetValueOrDefault((id, it.Asset));
                    yield return new Holding(id, feed.Pool, it.Asset, it.IsLoan, it.Balance.Value - left, it.UnrealisedProfit.Value - it.Owed.Value, feed.AsOf(line));
                }
            }
        }

        foreach (var ((id, asset), amount) in arriving.Where(each => each.Value != 0 && _feeds.ContainsKey(each.Key.Feed)))
        {
            yield return new Holding(id, _feeds[id].Pool, asset, false, amount, 0, _feeds[id].BalancesAsOf(null));
        }

        foreach (var correction in Corrections.All.Where(each => each.IsInForceAt(now) && _feeds.ContainsKey(each.Feed)))
        {
            var feed = _feeds[correction.Feed];
            yield return new Holding(correction.Feed, feed.Pool, correction.Asset, false, correction.Amount, 0, feed.BalancesAsOf(correction.Asset));
        }
    }

    /// <summary>The assets on whose prices a pool rests: what is held and owed, and what contracts and orders are priced by.</summary>
    public IEnumerable<Asset> RestsOn(PoolId pool, DateTimeOffset now)
    {
        var contracts = _feeds.Values.Where(feed => feed.Pool == pool).SelectMany(feed => feed.Lines.All)
            .Select(line => line.Fact switch { PositionFact it => it.Instrument, OrderFact it => it.Instrument, _ => default })
            .Select(id => Array.Find(Street.Perpetuals, each => each.Id == id)).OfType<Perpetual>();
        return HoldingsAt(now).Where(each => each.Pool == pool && each.Amount != 0).Select(each => each.Asset)
            .Concat(contracts.SelectMany(each => new[] { each.Unit.NativeCoin, each.Quote })).Distinct();
    }

    private bool TakeFeed(Entry entry)
    {
        VenueAccountId? feed = entry.Record switch
        {
            SnapshotAccepted it => it.Feed,
            DeltasAccepted it => it.Feed,
            FeedHeard it => it.Feed,
            FeedGapped it => it.Feed,
            FeedTroubled it => it.Feed,
            FrameRefused it => it.Feed,
            FrameQuarantined it => it.Feed,
            FeedGraded it => it.Feed,
            _ => null,
        };
        if (feed is not { } id)
        {
            return false;
        }

        Of(id).Take(entry.Record, entry.At);
        return true;
    }

    private void Stand(Entry entry, MarginStateChanged it)
    {
        var (shown, known) = _states.GetValueOrDefault(it.Pool, (MarginState.Unknown, MarginState.Healthy));
        Unless(it.From == shown, $"{Id} {it.Pool} changes from {it.From} and was {shown}, at version {entry.Version}.");
        Unless((it.To, it.LastKnown) != (shown, known), $"{Id} {it.Pool} changes from {shown}/{known} to the same, at version {entry.Version}.");
        if (it.Evidence is { } evidence)
        {
            Judge(entry, it, evidence, known);
        }
        else
        {
            Unless(it.To == MarginState.Unknown && it.LastKnown == known, $"{Id} {it.Pool} becomes {it.To}/{it.LastKnown} from {known} on no figures.");
        }

        _states[it.Pool] = (it.To, it.LastKnown);
        Calls.Stood(it.Pool, it.To);
        Liquidations.Stood(it.Pool, it.To);
        Deficits.Stood(it.Pool, it.To);
        _sometimes.Seen($"state: {it.To}");
    }

    private void Judge(Entry entry, MarginStateChanged it, Evidence evidence, MarginState before)
    {
        var figures = evidence.Figures;
        var where = $"{Id} {it.Pool} at version {entry.Version}";
        Unless((figures.State, figures.LastKnown) == (it.To, it.LastKnown), $"{where} is {it.To}/{it.LastKnown}; its figures say {figures.State}/{figures.LastKnown}.");
        Unless(evidence.AccountVersion < entry.Version && evidence.AccountVersion > entry.Version - 64, $"{where} rests on version {evidence.AccountVersion}.");
        var hasLost = _feeds.Values.Any(feed => feed.Pool == it.Pool && feed.IsLostAt(entry.At));
        Unless(!hasLost || it.To == MarginState.Unknown, $"{where} is {it.To} although a feed is lost.");
        if (it.To == MarginState.Unknown)
        {
            Unless(it.LastKnown == before, $"{where} is unknown and went from {before} to {it.LastKnown}.");
            Unless(hasLost || Valuation.IsUnpriced(this, evidence, entry.At), $"{where} is unknown although every feed is heard and everything has a price: {figures}.");
            return;
        }

        var expected = Ladder.StateOf(
            figures.WorstEquity.Amount, figures.LikelyEquity.Amount, figures.MaintenanceMargin.Amount, before, Calls.IsExpired(it.Pool));
        Unless(expected == it.To, $"{where} is {it.To}; from {before} with {figures} it should be {expected}.");
        CheckFigures(entry, evidence, where);
    }

    /// <summary>Holds figures that a decision rests on against a calculation of one's own.</summary>
    public void CheckFigures(Entry entry, Evidence evidence, string where)
    {
        var figures = evidence.Figures;
        var shortfall = Math.Max(0m, (Ladder.Target * figures.MaintenanceMargin.Amount) - figures.WorstEquity.Amount);
        Unless(Math.Abs(figures.ShortfallToTarget.Amount - shortfall) <= 0.00000001m, $"{where} lacks {figures.ShortfallToTarget} to its target; {figures} says {shortfall}.");
        Unless(
            figures.WorstEquity <= figures.LikelyEquity && figures.LikelyEquity <= figures.BestEquity && figures.MaintenanceMargin <= figures.InitialMargin,
            $"{where} has its ends in no order: {figures}.");
        if (Valuation.Of(this, evidence, entry.At) is { } own)
        {
            own.Compare(figures, where, _sometimes);
        }
    }

    private FeedBook Of(VenueAccountId feed)
    {
        Unless(_feeds.ContainsKey(feed), $"{feed} is no feed of {Id}.");
        return _feeds[feed];
    }
}
