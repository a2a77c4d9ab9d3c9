namespace MultiVenueMargin.Client;

/// <summary>Why the front door did not do what it was asked for.</summary>
public abstract class DoorException(string message, Exception? cause) : Exception(message, cause);
