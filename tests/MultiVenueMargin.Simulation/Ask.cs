using MultiVenueMargin.Accounts;
using MultiVenueMargin.Live.Replies;

namespace MultiVenueMargin.Simulation;

/// <summary>Something that was asked, and its one answer. Answered twice, the run fails.</summary>
internal sealed class Ask<T>(Action onGiven) : IReply<T>
    where T : class
{
    public bool IsGiven { get; private set; }

    /// <summary>The answer; absent where there is none.</summary>
    public T? Value { get; private set; }

    /// <summary>Why there is no answer; absent where there is one.</summary>
    public Refusal? Refused { get; private set; }

    public string Message { get; private set; } = string.Empty;

    public void Give(T answer)
    {
        Once();
        Value = answer;
        onGiven();
    }

    public void Refuse(Refusal reason, string message)
    {
        Once();
        (Refused, Message) = (reason, message);
        onGiven();
    }

    private void Once()
    {
        PromiseBrokenException.Unless(!IsGiven, "Something was answered twice.");
        IsGiven = true;
    }
}
