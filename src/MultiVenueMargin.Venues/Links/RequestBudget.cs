namespace MultiVenueMargin.Venues.Links;

/// <summary>
/// What a venue allows to be asked: a pool of credits that refills by the second. Asked before every request, so that the venue never has to
/// refuse; where it does all the same, the pool is taken for empty. Immutable; the caller owns the current one.
/// </summary>
public sealed record RequestBudget
{
    private readonly double _credits;
    private readonly DateTimeOffset _at;

    /// <summary>A full pool.</summary>
    public RequestBudget(double capacity, double refillPerSecond, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(refillPerSecond);
        Capacity = capacity;
        RefillPerSecond = refillPerSecond;
        _credits = capacity;
        _at = now;
    }

    public double Capacity { get; }

    public double RefillPerSecond { get; }

    public double CreditsAt(DateTimeOffset now) =>
        now <= _at ? _credits : Math.Min(Capacity, _credits + ((now - _at).TotalSeconds * RefillPerSecond));

    /// <summary>How long to wait before a request of this cost; zero where it may go now.</summary>
    public TimeSpan WaitFor(double cost, DateTimeOffset now)
    {
        RequireAffordable(cost);
        var missing = cost - CreditsAt(now);

        // After a refusal the pool counts from a later instant, and nothing refills before it.
        var rest = now < _at ? _at - now : TimeSpan.Zero;
        return missing <= 0 && rest == TimeSpan.Zero ? TimeSpan.Zero
            : rest + TimeSpan.FromTicks((long)Math.Ceiling(Math.Max(0, missing) / RefillPerSecond * TimeSpan.TicksPerSecond));
    }

    /// <summary>The pool after a request of this cost. Throws where <see cref="WaitFor"/> says to wait: asking then is a bug.</summary>
    public RequestBudget Take(double cost, DateTimeOffset now) =>
        WaitFor(cost, now) == TimeSpan.Zero
            ? new RequestBudget(Capacity, RefillPerSecond, now, CreditsAt(now) - cost)
            : throw new InvalidOperationException("The budget does not allow this request yet.");

    /// <summary>The pool after the venue refused for too many requests: empty, and refilling only after the pause it asked for.</summary>
    public RequestBudget Refused(DateTimeOffset now, TimeSpan pause) => new(Capacity, RefillPerSecond, now + pause, 0);

    private RequestBudget(double capacity, double refillPerSecond, DateTimeOffset at, double credits)
        : this(capacity, refillPerSecond, at) => _credits = credits;

    private void RequireAffordable(double cost)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cost);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(cost, Capacity);
    }
}
