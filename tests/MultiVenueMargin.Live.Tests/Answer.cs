using MultiVenueMargin.Accounts;
using MultiVenueMargin.Live.Replies;

namespace MultiVenueMargin.Live.Tests;

/// <summary>An answer as it is given, without a task: tests drive the loops themselves. Given to twice, it fails.</summary>
internal sealed class Answer<T> : IReply<T>
{
    private T? _value;

    public bool IsGiven { get; private set; }

    public Refusal? Refused { get; private set; }

    public string Message { get; private set; } = string.Empty;

    public T Value => IsGiven && Refused is null
        ? _value!
        : throw new InvalidOperationException(IsGiven ? $"Refused: {Refused}: {Message}" : "Nothing was answered.");

    public void Give(T answer)
    {
        Once();
        _value = answer;
    }

    public void Refuse(Refusal reason, string message)
    {
        Once();
        (Refused, Message) = (reason, message);
    }

    private void Once()
    {
        Assert.False(IsGiven, "An answer is given once.");
        IsGiven = true;
    }
}
