using MultiVenueMargin.Contracts;

namespace MultiVenueMargin.Client;

/// <summary>An attempt that failed and will be made again.</summary>
/// <param name="Call">Which call or stream.</param>
/// <param name="Code">How it ended.</param>
/// <param name="Message">In words.</param>
/// <param name="Failures">How many failed in a row.</param>
/// <param name="Delay">When the next one is made.</param>
public sealed record Interruption(string Call, RpcCode Code, string Message, int Failures, TimeSpan Delay);
