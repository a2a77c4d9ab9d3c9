namespace MultiVenueMargin.Client;

/// <summary>
/// The cursor is none of this platform, or of another question. After a restore to an earlier point this is the answer, too: what was read beyond that
/// point did not happen.
/// </summary>
public sealed class CursorInvalidException : DoorException
{
    internal CursorInvalidException(string cursor, string message, Exception? cause)
        : base(message, cause) => Cursor = cursor;

    /// <summary>The cursor that was to be gone on from.</summary>
    public string Cursor { get; }
}
