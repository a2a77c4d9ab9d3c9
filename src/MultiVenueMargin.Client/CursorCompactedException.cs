namespace MultiVenueMargin.Client;

/// <summary>What lies behind the cursor was moved to an archive: start anew from a picture.</summary>
public sealed class CursorCompactedException : DoorException
{
    internal CursorCompactedException(string cursor, string message, Exception? cause)
        : base(message, cause) => Cursor = cursor;

    /// <summary>The cursor that was to be gone on from.</summary>
    public string Cursor { get; }
}
