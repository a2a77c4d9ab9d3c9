namespace MultiVenueMargin.Cli.Live;

/// <summary>The platform answered something that cannot be shown for what it is.</summary>
internal sealed class AnswerUnreadableException(string message) : Exception(message);
