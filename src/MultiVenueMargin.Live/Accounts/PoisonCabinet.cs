using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Quarantine;

namespace MultiVenueMargin.Live.Accounts;

/// <summary>
/// Inputs that could not be worked on, by what identifies them when they come again. After some attempts one is put aside: it is refused
/// without being tried, so that it cannot have the account read again for ever.
/// </summary>
internal sealed class PoisonCabinet(int limit)
{
    private readonly Dictionary<string, int> _attempts = [];
    private readonly Queue<string> _order = new();
    private readonly Queue<QuarantineInput> _untold = new();

    /// <summary>How often it could not be worked on; 0 for most.</summary>
    public int AttemptsOf(AccountInput input) => _attempts.Count == 0 ? 0 : _attempts.GetValueOrDefault(PutAside.NameOf(input));

    /// <summary>It could not be worked on once more. The oldest gives way to the newest.</summary>
    public int Add(AccountInput input)
    {
        var name = PutAside.NameOf(input);
        if (!_attempts.TryGetValue(name, out var attempts))
        {
            if (_attempts.Count == limit)
            {
                _attempts.Remove(_order.Dequeue());
            }

            _order.Enqueue(name);
        }

        return _attempts[name] = attempts + 1;
    }

    /// <summary>The account is to keep a trace of it. Of the oldest beyond the limit none is kept: something else is wrong then.</summary>
    public void Tell(QuarantineInput trace)
    {
        if (_untold.Count < limit)
        {
            _untold.Enqueue(trace);
        }
    }

    /// <summary>Traces that the account has not been given.</summary>
    public int Untold => _untold.Count;

    /// <summary>The next trace that the account has not been given.</summary>
    public bool TryTakeUntold(out QuarantineInput? trace) => _untold.TryDequeue(out trace);
}
