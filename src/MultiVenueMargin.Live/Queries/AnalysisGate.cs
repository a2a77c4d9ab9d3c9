using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;

namespace MultiVenueMargin.Live.Queries;

/// <summary>
/// Bounds how many dear questions are computed at once: each takes a core for up to seconds, and what they take is not there for the accounts. The next is
/// refused as busy instead of waiting, so that whoever asks decides. Safe from any thread.
/// </summary>
public sealed class AnalysisGate(int places)
{
    private int _underWay;

    /// <summary>Takes a place until it is disposed of, once; refused where none is left.</summary>
    public IDisposable Enter()
    {
        if (Interlocked.Increment(ref _underWay) > places)
        {
            Interlocked.Decrement(ref _underWay);
            throw new RefusedException(Refusal.Busy, $"{places} analyses are under way already; try again later.");
        }

        return new Place(this);
    }

    private sealed class Place(AnalysisGate gate) : IDisposable
    {
        private int _isLeft;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isLeft, 1) == 0)
            {
                Interlocked.Decrement(ref gate._underWay);
            }
        }
    }
}
