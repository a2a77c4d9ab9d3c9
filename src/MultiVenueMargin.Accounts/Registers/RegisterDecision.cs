using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Registers;

/// <summary>What is decided on a command before anything is applied: records and what they create, or why not.</summary>
/// <param name="Refused">Absent when it is done.</param>
public sealed record RegisterDecision(IReadOnlyList<RegisterRecord> Records, string Created, RegisterRefused? Refused)
{
    internal static RegisterDecision Done(string created, params IReadOnlyList<RegisterRecord> records) => new(records, created, null);

    internal static RegisterDecision No(Refusal reason, string field, string message) =>
        new([], string.Empty, Refuse(reason, field, message));

    internal static RegisterRefused Refuse(Refusal reason, string field, string message) => new(reason, field, message, []);

    internal static RegisterRefused Malformed(string field, string message) => Refuse(Refusal.Malformed, field, message);

    internal static RegisterRefused? Unsound(string message, IReadOnlyList<Finding> findings) =>
        findings.Count == 0 ? null : new RegisterRefused(Refusal.Malformed, findings[0].Path, message, findings);
}
