using MultiVenueMargin.Accounts;

namespace MultiVenueMargin.Live.Replies;

/// <summary>Nobody waits: what was asked is asked again until its effect is seen.</summary>
internal sealed class IgnoredReply<T> : IReply<T>
{
    private IgnoredReply()
    {
    }

    public static IgnoredReply<T> Instance { get; } = new();

    public void Give(T answer)
    {
        // The effect is seen in the state.
    }

    public void Refuse(Refusal reason, string message)
    {
        // It is asked again.
    }
}
