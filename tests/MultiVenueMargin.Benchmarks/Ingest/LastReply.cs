using MultiVenueMargin.Accounts;
using MultiVenueMargin.Live.Replies;

namespace MultiVenueMargin.Benchmarks.Ingest;

/// <summary>Keeps the last answer; given to again and again, so that waiting costs nothing that is measured.</summary>
internal sealed class LastReply : IReply<AccountAnswer>
{
    public AccountAnswer? Value { get; private set; }

    /// <summary>How many it was given.</summary>
    public int Count { get; private set; }

    public void Give(AccountAnswer answer)
    {
        (Value, Count) = (answer, Count + 1);
    }

    public void Refuse(Refusal reason, string message) => throw new InvalidOperationException($"{reason}: {message}");
}
