using MultiVenueMargin.Accounts;
using MultiVenueMargin.Testing.Devices;
using static MultiVenueMargin.Journal.Tests.Segments.Driver;

namespace MultiVenueMargin.Journal.Tests.Segments;

/// <summary>
/// Random commits, faults, crashes and kills, against a model that knows only what was submitted and what was answered. What
/// was answered durable is there; what was uncertain is there entirely or not at all; nothing else is.
/// </summary>
public sealed class CrashTests
{
    private static readonly int Runs = Environment.GetEnvironmentVariable("MVM_FULL") == "1" ? 600 : 100;

    [Fact]
    public void Journal_WhenPowerFailsAtAnyPoll_KeepsItsPromises()
    {
        var occurred = new Dictionary<DeviceFault, int>();
        var (uncertainThere, uncertainGone) = (0, 0);
        for (var seed = 0; seed < Runs; seed++)
        {
            var run = new Workload(seed);
            try
            {
                run.Go();
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"Seed {seed} breaks a promise.", failure);
            }

            uncertainThere += run.UncertainThere;
            uncertainGone += run.UncertainGone;
            foreach (var (fault, count) in run.Device.Occurred)
            {
                occurred[fault] = occurred.GetValueOrDefault(fault) + count;
            }
        }

        // The workload reaches what it is about.
        foreach (var fault in (DeviceFault[])
            [DeviceFault.Crash, DeviceFault.FailingWrite, DeviceFault.ShortWrite, DeviceFault.FailingSync, DeviceFault.FailingSyncThatLoses,
             DeviceFault.NoSpaceToCreate, DeviceFault.NoSpaceToWrite, DeviceFault.FailingRename, DeviceFault.Slowness])
        {
            Assert.True(occurred.GetValueOrDefault(fault) > 0, $"{fault} never occurred.");
        }

        Assert.True(uncertainThere > 0 && uncertainGone > 0, $"{uncertainThere} uncertain commits were there, {uncertainGone} were not.");
    }

    private sealed class Workload(int seed)
    {
        private readonly Random _random = new(seed);
        private readonly Dictionary<StreamId, List<string>> _durable = [];
        private readonly Dictionary<StreamId, List<string[]>> _open = [];
        private readonly Dictionary<long, StreamId> _tickets = [];
        private readonly Dictionary<long, StreamId> _refused = [];
        private Driver _driver = null!;

        public SimulatedDevice Device { get; } = new(new Random(seed * 31));

        public int UncertainThere { get; private set; }

        public int UncertainGone { get; private set; }

        public void Go()
        {
            // Never refused for want of room: what the model waits for is an outcome.
            _driver = new Driver(Device, SmallSegments with { InFlightBytes = 16 * 1024 * 1024 });
            Device.Faults = new DeviceFaults
            {
                FailingWrite = 0.01,
                ShortWrite = 0.01,
                FailingSync = 0.01,
                FailingSyncThatLoses = 0.01,
                NoSpaceToCreate = 0.05,
                NoSpaceToWrite = 0.01,
                FailingRename = 0.02,
                Slowness = 0.01,
            };
            for (var step = 0; step < 400; step++)
            {
                switch (_random.Next(100))
                {
                    case 0:
                        Restart(Device.Crash);
                        break;
                    case 1:
                        Restart(Device.Kill);
                        break;
                    case < 60:
                        Submit();
                        break;
                    default:
                        Poll();
                        break;
                }

                if (!_driver.Journal.Health.IsSound)
                {
                    Poll();
                    if (_driver.Journal.TryReopen())
                    {
                        Reconcile();
                    }
                }
            }

            Restart(Device.Crash);
        }

        private void Submit()
        {
            var stream = Stream(_random.Next(6));
            if (_refused.ContainsValue(stream))
            {
                // Until that outcome is known, whatever follows is refused as well.
                return;
            }

            var open = _open.GetValueOrDefault(stream) ?? [];
            var records = Enumerable.Range(0, _random.Next(1, 4)).Select(_ => $"{_random.Next()}-" + new string('x', _random.Next(700))).ToArray();
            var expected = Durable(stream).Count + open.Sum(each => each.Length);
            var wrong = _random.Next(20) == 0;
            var health = _driver.Journal.Health;
            var ticket = _driver.Submit(stream, wrong ? expected + 1 : expected, [.. records.Select(Bytes)]);
            if (!wrong && health.IsSound)
            {
                _tickets.Add(ticket, stream);
                _open[stream] = [.. open, records];
            }
            else
            {
                _refused.Add(ticket, stream);
            }
        }

        private void Poll()
        {
            var outcomes = new List<CommitOutcome>();
            _driver.Journal.Poll(outcomes);
            foreach (var outcome in outcomes)
            {
                if (_refused.Remove(outcome.Ticket))
                {
                    Assert.Contains(outcome.Result, (CommitResult[])[CommitResult.Fenced, CommitResult.Failed]);
                    continue;
                }

                Assert.True(_tickets.Remove(outcome.Ticket, out var stream));

                Assert.NotEqual(CommitResult.Fenced, outcome.Result);
                var open = _open[stream];
                if (outcome.Result == CommitResult.Durable)
                {
                    Durable(stream).AddRange(open[0]);
                    open.RemoveAt(0);
                }
                else if (outcome.Result == CommitResult.Failed)
                {
                    // Failed means: never there. It and all behind it are the newest of the stream.
                    open.RemoveAt(open.Count - 1);
                }
            }
        }

        private void Restart(Action how)
        {
            how();
            var faults = Device.Faults;
            Device.Faults = DeviceFaults.None;
            _driver.Reopen();
            Device.Faults = faults;
            Reconcile();
        }

        /// <summary>What is there is what was durable, and then whole commits of those in doubt, in order.</summary>
        private void Reconcile()
        {
            _tickets.Clear();
            _refused.Clear();
            var position = 0L;
            foreach (var entry in _driver.Read(Stream(0).Partition))
            {
                Assert.Equal(++position, entry.Position);
            }

            Assert.Equal(position, _driver.Journal.LastPositionOf(Stream(0).Partition));
            for (var i = 0; i < 6; i++)
            {
                var stream = Stream(i);
                var there = _driver.Records(stream);
                var expected = Durable(stream);
                Assert.True(there.Length >= expected.Count, $"{stream} lost durable records: {there.Length} of {expected.Count} are there.");
                Assert.Equal(expected, there.Take(expected.Count));
                foreach (var records in _open.GetValueOrDefault(stream) ?? [])
                {
                    if (there.Length > expected.Count)
                    {
                        Assert.Equal(records, there.Skip(expected.Count).Take(records.Length));
                        expected.AddRange(records);
                        UncertainThere++;
                    }
                    else
                    {
                        UncertainGone++;
                    }
                }

                Assert.Equal(expected.Count, there.Length);
                Assert.Equal(there.Length, _driver.Journal.HeadOf(stream).Version);
                _open.Remove(stream);
            }
        }

        private List<string> Durable(StreamId stream)
        {
            if (!_durable.TryGetValue(stream, out var records))
            {
                _durable.Add(stream, records = []);
            }

            return records;
        }
    }
}
