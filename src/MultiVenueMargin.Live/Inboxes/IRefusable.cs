using MultiVenueMargin.Accounts;

namespace MultiVenueMargin.Live.Inboxes;

/// <summary>Something that waits for an answer and can be told that it gets none.</summary>
public interface IRefusable
{
    void Refuse(Refusal reason, string message);
}
