using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Live.Pipeline;
using MultiVenueMargin.Live.Registers;
using MultiVenueMargin.Live.Replies;

namespace MultiVenueMargin.Live.Accounts;

/// <summary>
/// Sends what accounts want of registers. It follows from an account's state, so it is sent when that state is durable, and again after a
/// while, and after a restart, until the state no longer asks; registers answer the same letter the same way.
/// </summary>
internal sealed class LetterDesk(ShardParts parts)
{
    public void Enclose(Resident resident, TurnBatch batch, DateTimeOffset now)
    {
        var letters = resident.Account!.Letters;
        if (letters.Count == 0)
        {
            resident.Asked.Clear();
            return;
        }

        var due = new List<RegisterCommand>();
        foreach (var letter in letters)
        {
            if (!resident.Asked.TryGetValue(letter.Request, out var askedAt) || now - askedAt >= parts.Options.CompareEvery)
            {
                resident.Asked[letter.Request] = now;
                due.Add(letter);
            }
        }

        if (due.Count > 0)
        {
            batch.Add(new ActionRelease(() => Send(due)));
        }
    }

    /// <summary>It is read again: what it asks for is asked again.</summary>
    public static void Forget(Resident resident) => resident.Asked.Clear();

    private void Send(List<RegisterCommand> letters)
    {
        foreach (var letter in letters)
        {
            parts.Registers.Post(new RegisterRequest(letter, IgnoredReply<RegisterAnswer>.Instance));
        }
    }
}
