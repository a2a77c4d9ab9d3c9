namespace MultiVenueMargin.Journal.Devices;

/// <summary>A device refused something that it does at once.</summary>
public sealed class StorageException(StorageError error, string message) : Exception(message)
{
    public StorageError Error { get; } = error;
}
