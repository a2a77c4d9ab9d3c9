using MultiVenueMargin.Simulation.Actors;
using MultiVenueMargin.Testing.Devices;

namespace MultiVenueMargin.Simulation;

/// <summary>One run: everything follows from its seed.</summary>
internal sealed class Run
{
    /// <summary>Of these a run has some two thousand: what befalls it, and each cycle of a loop, between any two of which the next thing may happen.</summary>
    public const string Events = "events";

    private readonly World _world;
    private readonly Random _random;
    private readonly Adapters _adapters;
    private readonly Mishaps _mishaps;
    private readonly Desk _desk;
    private readonly Executors _executors;
    private readonly Couriers _couriers;
    private bool _crashesOnAnswer;
    private bool _endsOnMove;

    private Run(World world)
    {
        (_world, _random) = (world, world.Random);
        _adapters = new Adapters(world);
        _mishaps = new Mishaps(world);
        _desk = new Desk(_random, world.Clients, world.Setting);
        _executors = new Executors(_random, world.Clients, world.Setting);
        _couriers = new Couriers(_random, world.Clients, world.Sometimes);
    }

    /// <summary>Goes through a seed. Whatever throws is a failure of it.</summary>
    public static RunResult Of(long seed, bool keepsTrace)
    {
        var trace = new Trace(keepsTrace);
        using var world = new World(seed, trace);
        string? failure = null;
        try
        {
            new Run(world).Go();
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

        return new RunResult(seed, failure, trace, world.Sometimes);
    }

    private void Go()
    {
        new Opening(_world, _adapters).Go();
        _world.Process.Disk.Faults = _world.Setting.Faults;
        _world.Process.Disk.MostPolls = _world.Setting.MostPolls;
        for (var i = 0; i < _world.Setting.Events; i++)
        {
            Step();
        }

        Finish();
        foreach (var (fault, times) in _world.Process.Disk.Occurred)
        {
            _world.Sometimes.Seen($"device: {fault}", times);
        }
    }

    /// <summary>Something happens, and then single cycles of single loops: what it set off is seldom done when the next thing happens.</summary>
    private void Step()
    {
        switch (_random.Next(100))
        {
            case < 34:
                _adapters.Tell();
                break;
            case < 48:
                _world.Prices.Move();
                _world.Quote();
                break;
            case < 60:
                _world.Process.Pass(TimeSpan.FromMilliseconds(_random.Next(20_000)));
                break;
            case < 62:
                _mishaps.Jump();
                break;
            case < 74:
                var own = _world.Any(_world.Feeds).Venue;
                _world.Clients.Send(_world.Process.Node, _desk.Next(_world.Auditor.Of(own.Account), _world.Any(_world.Feeds).Venue.Id, own.Id, _world.Process.Now));
                break;
            case < 86:
                Execute();
                break;
            case < 90:
                Carry();
                break;
            case 90:
                _crashesOnAnswer = true;
                break;
            case 91 when _random.Next(2) == 0:
                _mishaps.Crash();
                break;
            case 91 when _random.Next(3) == 0:
                _mishaps.End();
                break;
            case 91:
                _endsOnMove = true;
                break;
            case 92:
                _world.Audit();
                break;
            case > 92 when _world.Setting.IsRuinous:
                Execute();
                break;
            default:
                break;
        }

        var most = _random.Next(24);
        _world.Sometimes.Seen(Events, 1 + most);
        for (var cycles = most; cycles > 0; cycles--)
        {
            _world.WasAnswered = false;
            _world.Process.Advance();
            if (_crashesOnAnswer && _world.WasAnswered)
            {
                _crashesOnAnswer = false;
                _world.Sometimes.Seen("crash: directly after an answer");
                _mishaps.Crash();
            }

            if (_endsOnMove && _world.Process.Node.Shards.Any(shard => shard.Leaving + shard.Arriving > 0))
            {
                _endsOnMove = false;
                _mishaps.StrikeAMove();
            }
        }

        _world.Watch();
    }

    private void Execute()
    {
        var open = _world.Accounts.SelectMany(account => _world.Auditor.Of(account).Liquidations.Legs).Where(leg => leg.Outcome is null || _random.Next(30) == 0).ToList();
        if (open.Count == 0)
        {
            return;
        }

        var leg = _world.Any(open);
        var there = _world.Feeds.Find(feed => feed.Venue.Account == leg.Account && feed.Venue.Id.Location == leg.Venue);
        if (_executors.Act(leg, there?.Venue, _world.Prices.Of(Street.PerpetualOf(leg.Instrument).Unit.NativeCoin)) is { } act)
        {
            _world.Clients.Send(_world.Process.Node, act.Report);
            if (act.Facts.Length > 0)
            {
                there!.Wire.Send(there.Venue.Delta(_world.Process.Now, act.Facts));
                _adapters.Deliver(there);
            }
        }
    }

    private void Carry()
    {
        if (_couriers.Act(_world.Feeds, _world.Process.Now) is not { } act)
        {
            return;
        }

        if (act.Command is { } command)
        {
            _world.Clients.Send(_world.Process.Node, command);
        }

        if (act.Teller is { } teller)
        {
            teller.Wire.Send(teller.Venue.Delta(_world.Process.Now, act.Facts));
            _adapters.Deliver(teller);
        }
    }

    /// <summary>The disk is sound from here on: after one more crash everything comes to rest and is compared with what was ever told.</summary>
    private void Finish()
    {
        _world.Process.Disk.Faults = DeviceFaults.None;
        _world.Audit();
        _mishaps.Crash();
        _world.Process.Settle();
        _world.Process.Pass(TimeSpan.FromSeconds(60));
        _world.Quote();
        for (var i = 0; i < 8; i++)
        {
            _world.Process.Pass(TimeSpan.FromSeconds(10));
            _world.Process.Settle();
        }

        _world.Audit();
        _world.Auditor.CompareFund();
        Damage.Do(_world.Setting.Damage, _world.Process, _world.Auditor.Ledger, _random, _world.Sometimes, _world.Quote);
        _world.Trace.Add($"{_world.Auditor.Ledger.Count} records");
    }
}
