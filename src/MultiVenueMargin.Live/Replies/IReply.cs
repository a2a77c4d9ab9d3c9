using MultiVenueMargin.Accounts;

namespace MultiVenueMargin.Live.Replies;

/// <summary>
/// Where an answer goes. Given to exactly once, on the loop's thread: an implementation hands over and returns, it does not work.
/// </summary>
public interface IReply<in T>
{
    void Give(T answer);

    /// <summary>There is no answer: the request was not taken, or what it did cannot be vouched for.</summary>
    void Refuse(Refusal reason, string message);
}
