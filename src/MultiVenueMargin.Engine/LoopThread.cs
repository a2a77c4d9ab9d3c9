using MultiVenueMargin.Live;

namespace MultiVenueMargin.Engine;

/// <summary>
/// One thread that advances one loop: at once while something moves, else when its bell rings or a short time is over, for deadlines come
/// without a bell. What the loop throws ends it, and the engine is told.
/// </summary>
internal sealed class LoopThread
{
    // Storage completes in tenths of milliseconds and has no bell: while it is busy the thread gives way instead of sleeping.
    private const int YieldsWhileBusy = 200;

    private static readonly TimeSpan WhileBusy = TimeSpan.FromMilliseconds(1);

    private readonly Func<DateTimeOffset, bool> _runOnce;
    private readonly Func<bool> _isBusy;
    private readonly Action<string, Exception> _failed;
    private readonly EngineClock _clock;
    private readonly Bell _bell;
    private readonly TimeSpan _idle;
    private readonly Thread _thread;
    private volatile bool _isStopping;
    private long _quietAt = long.MinValue;
    private long _quietRounds;
    private long _busyRounds;

    public LoopThread(string name, EngineClock clock, Bell bell, TimeSpan idle, Func<DateTimeOffset, bool> runOnce, Func<bool> isBusy, Action<string, Exception> failed)
    {
        (_clock, _bell, _idle, _runOnce, _isBusy, _failed) = (clock, bell, idle, runOnce, isBusy, failed);
        _thread = new Thread(Run) { IsBackground = true, Name = name };
    }

    /// <summary>How often a round found something to do.</summary>
    public long BusyRounds => Interlocked.Read(ref _busyRounds);

    /// <summary>How often a round found nothing to do, with all that was due at that time.</summary>
    public (DateTimeOffset At, long Rounds) Quiet =>
        (new DateTimeOffset(Math.Max(0, Interlocked.Read(ref _quietAt)), TimeSpan.Zero), Interlocked.Read(ref _quietRounds));

    public void Start() => _thread.Start();

    public void Wake() => _bell.Ring();

    /// <summary>Has the loop end after the round it is in.</summary>
    public void Leave()
    {
        _isStopping = true;
        _bell.Ring();
    }

    /// <summary>Ends the loop after the round it is in, and waits for that.</summary>
    public void Stop()
    {
        Leave();
        _thread.Join();
    }

    private void Run()
    {
        try
        {
            var yields = 0;
            while (!_isStopping)
            {
                var now = _clock.Now;
                if (_runOnce(now))
                {
                    Interlocked.Increment(ref _busyRounds);
                    yields = 0;
                }
                else if (_isBusy())
                {
                    if (++yields < YieldsWhileBusy)
                    {
                        Thread.Yield();
                    }
                    else
                    {
                        _bell.Wait(WhileBusy);
                    }
                }
                else
                {
                    Interlocked.Exchange(ref _quietAt, now.UtcTicks);
                    Interlocked.Increment(ref _quietRounds);
                    _bell.Wait(_idle);
                    yields = 0;
                }
            }
        }
        catch (Exception fault)
        {
            // A loop that throws has a bug; going on could tell something wrong. The engine says so and takes nothing more.
            _failed(_thread.Name!, fault);
        }
    }
}
