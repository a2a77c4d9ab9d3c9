using MultiVenueMargin.Live;

namespace MultiVenueMargin.Engine;

/// <summary>The threads of one engine, and waiting for what they do.</summary>
internal sealed class EngineLoops(LoopThread[] loops, NodeFailure failure)
{
    public void Start() => Array.ForEach(loops, loop => loop.Start());

    /// <summary>Has all end, and waits for that; not on one of their own threads.</summary>
    public void Stop() => Array.ForEach(loops, loop => loop.Stop());

    /// <summary>Has all end; safe from their own threads.</summary>
    public void Leave() => Array.ForEach(loops, loop => loop.Leave());

    /// <summary>Throws what failed instead of waiting for what will not come.</summary>
    public async Task UntilAsync(Func<bool> condition, CancellationToken cancellation)
    {
        while (!condition())
        {
            cancellation.ThrowIfCancellationRequested();
            if (failure.Why is { } why)
            {
                throw failure.Cause is StreamUnreadableException unreadable ? unreadable : new InvalidOperationException(why, failure.Cause);
            }

            // The loops have their own threads; whoever waits here gives way to them.
            await Task.Yield();
            Thread.Yield();
        }
    }

    /// <summary>Returns when every loop has found nothing more to do at a time that the clock does not leave.</summary>
    public async Task SettleAsync(DateTimeOffset now, Func<bool> isStorageBusy, CancellationToken cancellation)
    {
        for (var busyBefore = -1L; busyBefore != BusyRounds();)
        {
            // Two quiet rounds of every loop in which no loop found anything: nothing is on its way between two of them.
            busyBefore = BusyRounds();
            var quietBefore = loops.Select(loop => loop.Quiet.Rounds).ToArray();
            await UntilAsync(
                () => Wake() && loops.Index().All(each => each.Item.Quiet is var quiet && quiet.At >= now && quiet.Rounds >= quietBefore[each.Index] + 2)
                    && !isStorageBusy(),
                cancellation).ConfigureAwait(false);
        }
    }

    private long BusyRounds() => loops.Sum(loop => loop.BusyRounds);

    /// <summary>Nobody moves a test's clock while it sleeps, so that a loop need not either.</summary>
    private bool Wake()
    {
        Array.ForEach(loops, loop => loop.Wake());
        return true;
    }
}
