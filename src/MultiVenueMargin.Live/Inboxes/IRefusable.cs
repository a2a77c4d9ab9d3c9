using MultiVenueMargin.Accounts;

namespace MultiVenueMargin.Live.Inboxes;

/// <summary>Something that waits for an answer and can be told that it gets none.</summary>
public interface IRefusable
{
    /// <summary>About how many bytes of memory it keeps while it waits.</summary>
    long Bytes { get; }

    void Refuse(Refusal reason, string message);
}
