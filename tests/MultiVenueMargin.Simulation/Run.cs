using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Journal;
using MultiVenueMargin.Simulation.Actors;
using MultiVenueMargin.Simulation.Auditing;
using MultiVenueMargin.Testing.Devices;

namespace MultiVenueMargin.Simulation;

/// <summary>One run: everything follows from its seed.</summary>
internal sealed class Run : IDisposable
{
    private readonly Random _random;
    private readonly Setting _setting;
    private readonly Trace _trace;
    private readonly Sometimes _sometimes = new();
    private readonly Process _process;
    private readonly Auditor _auditor;
    private readonly Clients _clients;
    private readonly Desk _desk;
    private readonly Executors _executors;
    private readonly Prices _prices;
    private readonly List<(VenueAccount Venue, Wire Wire)> _feeds = [];
    private readonly List<AccountId> _accounts = [];
    private bool _crashesOnAnswer;
    private bool _wasAnswered;

    private Run(int seed, Trace trace)
    {
        _random = new Random(seed);
        _setting = Setting.Draw(_random);
        _trace = trace;
        _process = new Process(_setting.Options, _random, _sometimes, _random.Next());
        _auditor = new Auditor(_sometimes, trace);
        _clients = new Clients(trace, _sometimes, Answered);
        _desk = new Desk(_random, _clients, _setting);
        _executors = new Executors(_random, _clients);
        _prices = new Prices(_setting, _random, _sometimes);
    }

    /// <summary>Goes through a seed. Whatever throws is a failure of it.</summary>
    public static RunResult Of(int seed, bool keepsTrace)
    {
        var trace = new Trace(keepsTrace);
        using var run = new Run(seed, trace);
        string? failure = null;
        try
        {
            run.Go();
        }
        catch (PromiseBrokenException broken)
        {
            failure = broken.Message;
        }
        catch (Exception fault)
        {
            failure = fault.ToString();
        }

        if (failure is not null)
        {
            trace.Add($"FAILED {failure}");
        }

        return new RunResult(seed, failure, trace, run._sometimes);
    }

    public void Dispose() => _process.Dispose();

    private void Go()
    {
        Prepare();
        _process.Disk.Faults = _setting.Faults;
        _process.Disk.MostPolls = _setting.MostPolls;
        for (var i = 0; i < _setting.Events; i++)
        {
            Step();
        }

        Finish();
        foreach (var (fault, times) in _process.Disk.Occurred)
        {
            _sometimes.Seen($"device: {fault}", times);
        }
    }

    private void Prepare()
    {
        _process.Settle();
        Do(new RegisterInstitution(Street.Firm, "Acme Trading") { Request = _clients.NextRequest(), By = Street.Alice });
        Do(new DraftRuleSet(AccountPolicy.DefaultRuleBook, Street.Rules) { Request = _clients.NextRequest(), By = Street.Alice });
        Do(new ProposeActivation(AccountPolicy.DefaultRuleBook, Street.Rules.Version, _process.Now) { Request = _clients.NextRequest(), By = Street.Alice });
        Do(new ApproveActivation(AccountPolicy.DefaultRuleBook, Street.Rules.Version) { Request = _clients.NextRequest(), By = Street.Bob });
        Do(new ListInstruments([.. Street.Perpetuals]) { Request = _clients.NextRequest(), By = Street.Alice });
        Do(new ContributeToFund(Street.Firm, new Usd(_setting.FundMoney)) { Request = _clients.NextRequest(), By = Street.Alice });
        Quote();
        for (var i = 0; i < _setting.Accounts; i++)
        {
            var account = new AccountId(Street.Firm, $"account-{i}");
            _accounts.Add(account);
            _clients.Send(_process.Node, new OpenAccount(Street.PolicyOf(_setting.Approval)) { Account = account, Request = _clients.NextRequest(), By = Street.Client });
            _process.Settle();
            for (var j = 0; j < _setting.Feeds; j++)
            {
                Connect(account, new VenueAccountId(Street.Venues[j], $"at-{i}"));
            }
        }

        Audit();
    }

    private void Connect(AccountId account, VenueAccountId id)
    {
        _clients.Send(_process.Node, new ClaimVenueAccount(id, PoolId.Cross) { Account = account, Request = _clients.NextRequest(), By = Street.Client });
        _process.Settle();
        var venue = new VenueAccount(account, id);
        var dollars = _random.Next(10, 100) * 1_000m;
        venue.Deposit(Street.Usdc, dollars);
        var worth = (double)dollars;
        if (_setting.HasCoins)
        {
            venue.Deposit(Street.Btc, _random.Next(1, 100) / 100m);
            worth += (double)(venue.BalanceOf(Street.Btc) * _prices.Of(Street.Btc));
        }

        var leverage = (_random.NextDouble() - 0.5) * 16;
        venue.Trade(Street.Perpetuals[0].Id, Math.Round((decimal)(worth * leverage) / _prices.Of(Street.Btc), 3) + 0.001m, _prices.Of(Street.Btc));
        if (_setting.HasEther)
        {
            venue.Trade(Street.Perpetuals[1].Id, Math.Round((decimal)(worth * (_random.NextDouble() - 0.5)) / _prices.Of(Street.Eth), 2) + 0.01m, _prices.Of(Street.Eth));
        }

        var wire = new Wire(_setting.WireFaults, _random, _sometimes);
        _feeds.Add((venue, wire));
        wire.Send(venue.Snapshot(_process.Now, _random));
        Deliver(venue, wire);
        _process.Settle();
    }

    private void Do(RegisterCommand command)
    {
        var ask = new Ask<RegisterAnswer>(() => { });
        _process.Node.Send(command, ask);
        _process.Settle();
        PromiseBrokenException.Unless(ask.Value is RegisterDone, $"{command} is answered {ask.Value} {ask.Refused} {ask.Message}.");
    }

    private void Step()
    {
        switch (_random.Next(100))
        {
            case < 36:
                Tell();
                break;
            case < 50:
                _prices.Move();
                Quote();
                break;
            case < 62:
                _process.Pass(TimeSpan.FromMilliseconds(_random.Next(20_000)));
                break;
            case < 64:
                Jump();
                break;
            case < 76:
                var feed = Any(_feeds).Venue;
                _clients.Send(_process.Node, _desk.Next(_auditor.Of(feed.Account), Any(_feeds).Venue.Id, feed.Id));
                break;
            case < 90:
                Execute();
                break;
            case 90:
                _crashesOnAnswer = true;
                break;
            case 91 when _random.Next(2) == 0:
                Crash();
                break;
            case 92:
                Audit();
                break;
            default:
                break;
        }

        for (var cycles = _random.Next(24); cycles > 0; cycles--)
        {
            _wasAnswered = false;
            _process.Advance();
            if (_crashesOnAnswer && _wasAnswered)
            {
                _crashesOnAnswer = false;
                _sometimes.Seen("crash: directly after an answer");
                Crash();
            }
        }

        Watch();
    }

    private void Watch()
    {
        _clients.Conclude();
        _auditor.Read(_process, _random);
        _process.WithoutFaults(() => _auditor.Watch(_process));
    }

    private void Tell()
    {
        var (venue, wire) = Any(_feeds);
        var now = _process.Now;
        if (venue.NeedsSnapshot && _random.Next(3) > 0)
        {
            wire.Send(venue.Snapshot(now, _random));
        }

        switch (_random.Next(12))
        {
            case 0:
                wire.Break();
                wire.Send(venue.Snapshot(now, _random));
                break;
            case 1 or 2:
                wire.Send(venue.Heartbeat(now));
                break;
            case 3:
                wire.Send(venue.Trouble(now, _random.Next(3) == 0 ? null : "the venue does not answer"));
                break;
            case 4 or 5:
                var amount = _random.Next(-5, 40) * 1_000m + 500m;
                venue.Deposit(Street.Usdc, amount);
                wire.Send(venue.Delta(now, venue.Balance(Street.Usdc), venue.Movement(Street.Usdc, amount)));
                break;
            case 6:
                wire.Send(venue.Delta(now, venue.Order(_random, Street.Perpetuals[0].Id, _prices.Of(Street.Btc))));
                break;
            case 7 when _random.Next(4) == 0:
                for (var i = 0; i <= Limits.FramesPerBatch; i++)
                {
                    wire.Send(venue.Heartbeat(now));
                }

                Post(venue, [.. Enumerable.Repeat(new SentFrame(venue.Heartbeat(now), IsBad: false), Limits.FramesPerBatch + 1)]);
                wire.Break();
                venue.NeedsSnapshot = true;
                break;
            default:
                venue.Trade(Street.Perpetuals[0].Id, _random.Next(-200, 201) / 1_000m + 0.0005m, _prices.Of(Street.Btc));
                wire.Send(venue.Delta(now, venue.Position(Street.Perpetuals[0].Id), venue.Balance(Street.Usdc)));
                break;
        }

        if (_random.Next(5) > 0)
        {
            Deliver(venue, wire);
        }
    }

    private void Deliver(VenueAccount venue, Wire wire)
    {
        var frames = wire.Deliver(_random.Next(1, 6));
        if (frames.Count > 0)
        {
            Post(venue, frames);
        }
    }

    private void Post(VenueAccount venue, List<SentFrame> frames)
    {
        Ask<AccountAnswer>? ask = null;
        ask = new Ask<AccountAnswer>(() =>
        {
            Answered();
            venue.NeedsSnapshot |= ask!.Value is not FeedAnswer { NeedsSnapshot: false };
            _trace.Add($"answer {venue.Id}: {(ask.Value is FeedAnswer it ? $"{it.Epoch}/{it.Through} {it.NeedsSnapshot} {it.Refusals.Count}" : $"{ask.Value} {ask.Refused}")}");
        });
        _trace.Add($"{_process.Now:HH:mm:ss.fff} feed {venue.Id}: {string.Join(", ", frames.Take(20).Select(each => $"{each.Frame.Kind} {each.Frame.Epoch}/{each.Frame.Sequence}{(each.IsBad ? " bad" : "")}"))}");
        _auditor.OracleOf(venue.Id).Asked(frames, ask);
        _process.Node.Feed(new FeedBatch(venue.Account, venue.Id, [.. frames.Select(each => each.Frame)]), ask);
    }

    private void Quote()
    {
        foreach (var coin in (Asset[])[Street.Btc, Street.Eth])
        {
            if (coin == Street.Btc || _setting.HasEther || _setting.HasCoins)
            {
                _trace.Add($"{_process.Now:HH:mm:ss.fff} quote {coin} {_prices.Of(coin)}");
                _process.Node.Publish(_prices.Batch(coin, _process.Now), new Ask<MarketAnswer>(() => { }));
            }
        }
    }

    private void Execute()
    {
        var open = _accounts.SelectMany(account => _auditor.Of(account).Liquidations.Legs).Where(leg => leg.Outcome is null || _random.Next(30) == 0).ToList();
        if (open.Count == 0)
        {
            return;
        }

        var leg = Any(open);
        var (venue, wire) = _feeds.FirstOrDefault(feed => feed.Venue.Account == leg.Account && feed.Venue.Id.Location == leg.Venue);
        var price = _prices.Of(leg.Instrument == Street.Perpetuals[0].Id ? Street.Btc : Street.Eth);
        if (_executors.Act(leg, venue, price) is { } act)
        {
            _clients.Send(_process.Node, act.Report);
            if (act.Facts.Length > 0)
            {
                wire.Send(venue.Delta(_process.Now, act.Facts));
                Deliver(venue, wire);
            }
        }
    }

    /// <summary>The clock jumps: ahead while nothing runs, or back a little.</summary>
    private void Jump()
    {
        var by = _random.Next(4) switch
        {
            0 => TimeSpan.FromMinutes(-1),
            1 => TimeSpan.FromMinutes(15),
            2 => TimeSpan.FromMinutes(62),
            _ => TimeSpan.FromSeconds(61),
        };
        _sometimes.Seen(by < TimeSpan.Zero ? "clock: back" : "clock: ahead");
        _trace.Add($"{_process.Now:HH:mm:ss.fff} the clock jumps by {by}");
        _process.Pass(by);
    }

    private void Crash()
    {
        var node = _process.Node;
        _sometimes.Seen(node.JournalFailure is not null ? "crash: while the journal refuses"
            : !node.IsReady ? "crash: while starting"
            : node.IsStorageBusy ? "crash: while commits are under way"
            : "crash: at rest");
        var powerFails = _random.Next(3) > 0;
        _trace.Add($"{_process.Now:HH:mm:ss.fff} crash, the power fails: {powerFails}");
        _process.Crash(powerFails);
        _clients.Conclude();
        _process.WithoutFaults(AfterStart);

        // And again, before it has come up.
        if (_random.Next(6) == 0)
        {
            for (var cycles = _random.Next(3); cycles > 0; cycles--)
            {
                _process.Advance();
            }

            Crash();
        }
    }

    private void AfterStart()
    {
        foreach (var account in _accounts)
        {
            if (_process.Journal.FindSnapshotAsync(StreamId.Of(account), long.MaxValue, CancellationToken.None).AsTask().GetAwaiter().GetResult() is not null)
            {
                _sometimes.Seen("start: from a snapshot");
            }
        }

        _auditor.Restarted(_process);
        foreach (var (venue, wire) in _feeds)
        {
            wire.Break();
            venue.NeedsSnapshot = true;
        }
    }

    private void Audit()
    {
        _process.Settle();
        _process.WithoutFaults(() =>
        {
            _process.Settle();
            Watch();
            _auditor.Compare(_process);
            _clients.Compare((account, request) => _auditor.Of(account).Requests.Contains(request));
        });
    }

    private void Finish()
    {
        _process.Disk.Faults = DeviceFaults.None;
        _crashesOnAnswer = false;
        Audit();
        Crash();
        _process.Settle();
        _process.Pass(TimeSpan.FromSeconds(60));
        Quote();
        for (var i = 0; i < 8; i++)
        {
            _process.Pass(TimeSpan.FromSeconds(10));
            _process.Settle();
        }

        Audit();
        _auditor.CompareFund();
        Damage.Do(_setting.Damage, _process, _auditor.Ledger, _random, _sometimes, Quote);
        _trace.Add($"{_auditor.Ledger.Count} records");
    }

    private void Answered() => _wasAnswered = true;

    private T Any<T>(List<T> among) => among[_random.Next(among.Count)];
}
