using FsCheck;
using FsCheck.Fluent;
using MultiVenueMargin.Client.Feeds;
using MultiVenueMargin.Client.Tests.Door;
using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Client.Tests.Feeds;

/// <summary>The outbox against the model under drawn schedules of what a network and a server do. No clock, no thread: a seed is a run.</summary>
public sealed class FeedScheduleTests
{
    private const int Told = 40;

    private static readonly int Schedules = Wait.IsFull ? 50_000 : 2_000;

    [Fact]
    public void Facts_UnderAnyScheduleOfBreaks_ArriveOnceEachAndInOrder() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var run = new Run(new Random(seed), withResyncs: false);
            run.ToTheEnd(Told);
            Assert.Equal(Enumerable.Range(1, Told), run.Server.Told.Select(Facts.OpenOf));
            Assert.Equal(Enumerable.Range(1, Told).Select(i => $"m{i}"), run.Server.Movements);
            Assert.Equal(1, run.Server.Epoch);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Schedules).WithReplay(20_261_121, 7));

    [Fact]
    public void Facts_UnderAnyScheduleOfBreaksAndResyncs_AreInTheEndWhatTheAdapterKnowsAndNeverGoBack() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var run = new Run(new Random(seed), withResyncs: true);
            run.ToTheEnd(Told);
            Assert.Equal(Enumerable.Range(1, Told), run.Server.Told.Select(Facts.OpenOf));
            Assert.Equal(Enumerable.Range(1, Told).Select(i => $"m{i}").Order(), run.Server.Movements.Order());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Schedules).WithReplay(20_261_121, 7));

    /// <summary>One adapter, one outbox, one server, and what befalls the messages between them.</summary>
    private sealed class Run(Random random, bool withResyncs)
    {
        private readonly FeedOutbox _outbox = new(Facts.Account, Facts.Feed, new FeedOptions { Frames = 8, BatchFrames = 3 });
        private readonly List<V1.ConnectRequest> _up = [];
        private readonly List<V1.ConnectResponse> _down = [];
        private readonly List<FeedFact> _known = [];

        // An answer that comes twice lets the next message go before the first is answered. When that one is refused as busy there is a gap, and a snapshot:
        // never wrong, and not what the schedules without resyncs are about.
        private readonly bool _isBusy = withResyncs || random.Next(2) == 0;
        private readonly bool _isRepeated = withResyncs || random.Next(2) == 0;
        private long _last = -1;
        private bool _isConnected;

        public ModelFeed Server { get; } = new();

        public void ToTheEnd(int facts)
        {
            var steps = 0;
            while (_known.Count < facts || _outbox.AcknowledgedThrough < _last || _outbox.Wanted is not null)
            {
                Step(facts, isCalm: ++steps > 2_000);
                Assert.True(steps < 10_000, "It does not come to an end.");
                Assert.InRange(_outbox.Unacknowledged, 0, 8 + facts);
            }
        }

        private void Step(int facts, bool isCalm)
        {
            switch (random.Next(isCalm ? 6 : 12))
            {
                case 0 or 1:
                    Tell(facts);
                    break;
                case 2:
                    Connect();
                    break;
                case 3 when _isConnected && _outbox.Next() is { } request:
                    _up.Add(request);
                    break;
                case 4 when _up.Count > 0:
                    TakeUp(isCalm);
                    break;
                case 5 when _down.Count > 0:
                    TakeDown(isCalm ? 0 : random.Next(_down.Count));
                    break;
                case 6:
                    // Broken: what is on its way up may still arrive in part; what is on its way down is lost.
                    while (_up.Count > 0 && random.Next(2) == 0)
                    {
                        Server.Take(_up[0]);
                        _up.RemoveAt(0);
                    }

                    Break();
                    break;
                case 7 when _down.Count > 0 && _isRepeated:
                    _down.Add(_down[random.Next(_down.Count)].Clone());
                    break;
                case 8 when withResyncs && Server.Epoch > 0:
                    Server.NeedsSnapshot = true;
                    break;
                case 9 when withResyncs && _outbox.KnowsEpochs:
                    Open();
                    break;
                case 10:
                    _outbox.Sign(Facts.Wire(FrameKind.Heartbeat));
                    break;
                case 11:
                    var trouble = Facts.Wire(FrameKind.Trouble);
                    trouble.Trouble = "cannot tell";
                    _outbox.Sign(trouble);
                    break;
            }

            if (_outbox is { Wanted: not null, CanSend: true } && random.Next(3) == 0)
            {
                Open();
            }
        }

        private void Tell(int facts)
        {
            if (_known.Count == facts || (!withResyncs && _outbox.Wanted is not null))
            {
                return;
            }

            var number = _known.Count + 1;
            var delta = Facts.Wire(FrameKind.Delta, Facts.Order($"o{number}", number), Facts.Movement($"m{number}"));
            if (_outbox.Wanted is not null)
            {
                _known.Add(Facts.Order($"o{number}", number));
                _last = _outbox.Overtake(delta);
            }
            else if (_outbox.HasRoomFor(delta.CalculateSize()))
            {
                _known.Add(Facts.Order($"o{number}", number));
                _last = _outbox.Add(delta);
            }
        }

        private void Open() => _last = Math.Max(_last, _outbox.Open(Facts.Wire(FrameKind.Snapshot, [.. _known])));

        private void Connect()
        {
            if (!_isConnected)
            {
                _isConnected = true;
                _outbox.Connect();
            }
        }

        private void Break()
        {
            _isConnected = false;
            _up.Clear();
            _down.Clear();
            _outbox.Disconnect();
        }

        private void TakeUp(bool isCalm)
        {
            var request = _up[0];
            _up.RemoveAt(0);
            _down.Add(!isCalm && _isBusy && (withResyncs || !_isRepeated) && random.Next(5) == 0
                ? new V1.ConnectResponse { Account = request.Account, Feed = request.Feed, BatchRefusal = "BUSY" }
                : Server.Take(request));
        }

        private void TakeDown(int index)
        {
            var answer = _down[index];
            _down.RemoveAt(index);
            if (_outbox.Take(answer) is not null)
            {
                _outbox.Resume();
            }
        }
    }
}
