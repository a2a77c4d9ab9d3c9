using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Domain.Instruments;

namespace MultiVenueMargin.Host.Demo;

/// <summary>
/// A small street that lives in the process, to see the platform at work: venues that tell what lies there, a market, traders, treasurers who
/// answer calls and an executor that fills what a liquidation asks for. It speaks to the platform through its port. What it trades and at which
/// prices comes from a seed; when things happen comes from the clock. After a restart it goes on from what the platform remembers.
/// </summary>
public sealed class DemoStreet
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan PaysAfter = TimeSpan.FromSeconds(6);
    private static readonly PrincipalId Operator = new("operator@house");
    private static readonly PrincipalId Risk = new("risk@house");
    private static readonly PrincipalId Executor = new("executor@house");
    private static readonly PrincipalId Client = new("desk@street");

    private readonly IMarginPlatform _platform;
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly DemoMarket _market;
    private readonly IReadOnlyList<DemoDesk> _desks;
    private readonly string _run;
    private readonly Action<string>? _refused;
    private readonly HashSet<string> _toldRefusals = new(StringComparer.Ordinal);
    private int _requests;

    private DemoStreet(IMarginPlatform platform, TimeProvider time, int seed, DemoMarket market, IReadOnlyList<DemoDesk> desks, Action<string>? refused)
    {
        (_platform, _time, _market, _desks, _refused) = (platform, time, market, desks, refused);
        _random = new Random(seed);
        _run = $"demo-{time.GetUtcNow().UtcTicks:x}";
    }

    /// <summary>Opens the street, or finds it as it was left.</summary>
    /// <param name="refused">
    /// Told what the platform refuses it while it lives, each once: others may call the platform too and do things that the street has not reckoned with.
    /// </param>
    public static async Task<DemoStreet> OpenAsync(PlatformHost host, int seed, CancellationToken cancellation, Action<string>? refused = null)
    {
        ArgumentNullException.ThrowIfNull(host);
        var past = await DemoPast.ReadAsync(host.Journal, cancellation);
        var listed = past.Listed ?? DemoListing.Opened(PlatformHost.Time.GetUtcNow());
        var bitcoin = past.PriceOf(DemoListing.Bitcoin) ?? 90_000m;
        var market = new DemoMarket(seed, listed, bitcoin, past.PriceOf(DemoListing.Ether) ?? 3_000m);
        var street = new DemoStreet(host.Engine, PlatformHost.Time, seed, market, DemoDesks.Opened(past.FirstBitcoin ?? bitcoin), refused);
        await street.SetUpAsync(listed, past.Listed is not null, cancellation);
        return street;
    }

    /// <summary>Lives until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Beat, _time);
        try
        {
            for (var beat = 0; await timer.WaitForNextTickAsync(cancellation); beat++)
            {
                _market.Step();
                await GoOnAsync(() => PublishAsync(cancellation));
                foreach (var desk in _desks)
                {
                    await GoOnAsync(() => LiveAsync(desk, beat, cancellation));
                }
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The street sleeps.
        }
    }

    /// <summary>A refusal is told and costs this beat, not the street.</summary>
    private async Task GoOnAsync(Func<Task> act)
    {
        const int MostTold = 100;
        try
        {
            await act();
        }
        catch (DemoRefusedException refusal)
        {
            if (_toldRefusals.Count < MostTold && _toldRefusals.Add(refusal.Message))
            {
                _refused?.Invoke(refusal.Message);
            }
        }
    }

    private async Task SetUpAsync(IReadOnlyList<Instrument> listed, bool isThere, CancellationToken cancellation)
    {
        if (!isThere)
        {
            var book = AccountPolicy.DefaultRuleBook;
            await SendAsync(new DraftRuleSet(book, DemoDesks.Rules) { Request = Once("draft"), By = Operator }, cancellation);
            // Not at once: what is past by the time it is decided on is refused.
            var from = _time.GetUtcNow() + TimeSpan.FromSeconds(1);
            await SendAsync(new ProposeActivation(book, DemoDesks.Rules.Version, from) { Request = Next(), By = Operator }, cancellation);
            await SendAsync(new ApproveActivation(book, DemoDesks.Rules.Version) { Request = Once("approve"), By = Risk }, cancellation);
            await SendAsync(new RegisterInstitution(DemoDesks.North, "Northern Light Capital") { Request = Once("north"), By = Operator }, cancellation);
            await SendAsync(new RegisterInstitution(DemoDesks.South, "South Quay Partners") { Request = Once("south"), By = Operator }, cancellation);
            await SendAsync(new ContributeToFund(DemoDesks.North, new Usd(250_000m)) { Request = Once("fund"), By = Operator }, cancellation);
            // Last: that it is there says that all the rest is.
            await SendAsync(new ListInstruments(listed) { Request = Once("list"), By = Operator }, cancellation);
        }

        await PublishAsync(cancellation);
        foreach (var desk in _desks)
        {
            await OpenAsync(desk, cancellation);
        }
    }

    private async Task OpenAsync(DemoDesk desk, CancellationToken cancellation)
    {
        await SendAsync(new OpenAccount(DemoDesks.Policy) { Account = desk.Account, Request = Once($"open-{desk.Account}"), By = Client }, cancellation);
        foreach (var venue in desk.Venues)
        {
            await SendAsync(
                new ClaimVenueAccount(venue.Feed, PoolId.Cross) { Account = desk.Account, Request = Once($"claim-{venue.Feed}"), By = Client },
                cancellation);
        }

        var view = await _platform.AccountAsync(desk.Account, cancellation);
        if (view is { Feeds: var feeds } && feeds.All(feed => feed.Epoch > 0) && feeds.Count == desk.Venues.Count
            && await _platform.MarginOfAsync(desk.Account, cancellation) is { Book: var book })
        {
            // What the venues would still know is what they told.
            foreach (var venue in desk.Venues)
            {
                venue.Epoch = feeds.First(feed => feed.Feed == venue.Feed).Epoch;
                foreach (var line in book.Lines.Where(line => line.Location == venue.Feed.Location))
                {
                    venue.Hold(line.Asset, line.Balance.Value);
                }

                foreach (var position in book.Positions.Where(position => position.Venue == venue.Feed.Location))
                {
                    venue.Hold(position.Instrument, position.Quantity.Value, position.AverageEntry?.Value);
                }
            }
        }
        else
        {
            foreach (var (instrument, quantity) in desk.Wanted)
            {
                Trade(desk, instrument, quantity);
            }
        }

        foreach (var venue in desk.Venues)
        {
            await TellAsync(desk, venue, cancellation);
        }
    }

    private async Task PublishAsync(CancellationToken cancellation)
    {
        foreach (var batch in _market.Batches(_time.GetUtcNow()))
        {
            var answer = await _platform.PublishAsync(batch, cancellation);
            if (answer.Refusal is { } refusal && refusal != Refusal.Busy)
            {
                throw new DemoRefusedException($"The market was refused ({refusal}): {string.Join("; ", answer.Findings)}");
            }
        }
    }

    private async Task LiveAsync(DemoDesk desk, int beat, CancellationToken cancellation)
    {
        if (await _platform.AccountAsync(desk.Account, cancellation) is not { } view)
        {
            return;
        }

        await FillAsync(desk, view, cancellation);
        await PayAsync(desk, view, cancellation);
        var isQuiet = view.Liquidations.All(liquidation => liquidation.Status == LiquidationStatus.Ended) && view.Pools.All(pool => !pool.IsReduceOnly);
        if (isQuiet && _market.Fallen < 0.02 && _random.Next(4) == 0)
        {
            TradeABit(desk);
        }

        foreach (var venue in desk.Venues)
        {
            // Each says something every second, so that none grows old; and at once when there is news.
            if (venue.HasNews || venue.NeedsSnapshot || beat % 4 == 0)
            {
                await TellAsync(desk, venue, cancellation);
            }
        }
    }

    /// <summary>The executor takes what a liquidation asks for at the mark.</summary>
    private async Task FillAsync(DemoDesk desk, AccountView view, CancellationToken cancellation)
    {
        var open = view.Liquidations.SelectMany(liquidation => liquidation.Legs).Where(leg => leg.Outcome == LegOutcome.Unspecified);
        foreach (var leg in open)
        {
            var price = _market.PriceOf(leg.Leg.Instrument, _time.GetUtcNow());
            await ReportAsync(LegReport.Accepted, default, null);
            await ReportAsync(LegReport.Filled, leg.Leg.Quantity - leg.Filled, new Price(price));
            var sold = leg.Leg.Side == OrderSide.Ask ? -1 : 1;
            desk.At(leg.Leg.Venue).Trade(_market.InstrumentOf(leg.Leg.Instrument), sold * (leg.Leg.Quantity - leg.Filled).Value, price);

            Task ReportAsync(LegReport report, Quantity quantity, Price? at) => SendAsync(
                new ReportLeg(leg.Request, report, quantity, at, string.Empty)
                {
                    Account = desk.Account,
                    Request = Once($"{report}-{leg.Request}"),
                    By = Executor,
                },
                cancellation);
        }
    }

    /// <summary>A treasurer who answers wires a little more than was called for, after some seconds.</summary>
    private async Task PayAsync(DemoDesk desk, AccountView view, CancellationToken cancellation)
    {
        var due = view.Calls.Where(call => desk.PaysCalls && call.Status is CallStatus.Issued or CallStatus.PartiallyMet
            && _time.GetUtcNow() - call.IssuedAt > PaysAfter && !desk.Paid.Contains(call.Call));
        foreach (var call in due)
        {
            desk.Paid.Add(call.Call);
            var venue = desk.Venues[0];
            var amount = decimal.Ceiling((call.Amount - call.Paid).Amount * 1.1m);
            venue.Add(DemoListing.Usdc, amount);
            var arrival = new MovementFact(
                $"wire-{call.Call}".Replace('/', '-'), DemoListing.Usdc, new Quantity(amount), MovementDirection.Arrival);
            await TellAsync(desk, venue, cancellation, arrival);
        }
    }

    /// <summary>Traders come and go around what they mean to hold.</summary>
    private void TradeABit(DemoDesk desk)
    {
        var (instrument, wanted) = desk.Wanted.ElementAt(_random.Next(desk.Wanted.Count));
        var away = wanted - desk.At(DemoListing.VenueOf(instrument)).QuantityOf(instrument);
        var noise = wanted * (decimal)((_random.NextDouble() - 0.5) * 0.04);
        var lot = Math.Abs(wanted) > 1_000m ? 1m : 0.01m;
        var quantity = decimal.Truncate(((away * 0.25m) + noise) / lot) * lot;
        if (quantity != 0)
        {
            Trade(desk, instrument, quantity);
        }
    }

    private void Trade(DemoDesk desk, InstrumentId instrument, decimal quantity) =>
        desk.At(DemoListing.VenueOf(instrument)).Trade(_market.InstrumentOf(instrument), quantity, _market.PriceOf(instrument, _time.GetUtcNow()));

    /// <summary>What the venue has to say; everything again where the platform missed something.</summary>
    private async Task TellAsync(DemoDesk desk, DemoVenueAccount venue, CancellationToken cancellation, params FeedFact[] more)
    {
        var now = _time.GetUtcNow();
        var frame = venue.NeedsSnapshot ? venue.Snapshot(now) : venue.Next(now, more);
        var answers = await _platform.FeedAsync([new FeedBatch(desk.Account, venue.Feed, [frame])], cancellation);
        if (answers[0] is FeedAnswer answer)
        {
            (venue.Epoch, venue.Sequence, venue.NeedsSnapshot) = (answer.Epoch, answer.Through, answer.NeedsSnapshot);
        }
        else
        {
            // Not taken, or nobody knows: a new epoch settles it.
            venue.NeedsSnapshot = true;
        }
    }

    private async Task SendAsync(AccountCommand command, CancellationToken cancellation)
    {
        if (await _platform.SendAsync(command, cancellation) is CommandRefused { Reason: not (Refusal.AlreadyExists or Refusal.WrongState or Refusal.Busy or Refusal.NotDurable) } refused)
        {
            throw new DemoRefusedException($"{command.GetType().Name} of {command.Account} was refused ({refused.Reason}): {refused.Message}");
        }
    }

    private async Task SendAsync(RegisterCommand command, CancellationToken cancellation)
    {
        if (await _platform.SendAsync(command, cancellation) is RegisterRefused { Reason: not (Refusal.AlreadyExists or Refusal.WrongState) } refused)
        {
            throw new DemoRefusedException($"{command.GetType().Name} was refused ({refused.Reason}): {refused.Message}");
        }
    }

    /// <summary>The same in every run, so that what was done before is not done again.</summary>
    private static RequestId Once(string what) => new($"demo-{what.Replace('/', '-').Replace(':', '-')}");

    private RequestId Next() => new($"{_run}-{++_requests}");
}
