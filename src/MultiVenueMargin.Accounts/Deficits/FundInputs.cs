using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Deficits;

/// <summary>
/// The fund's answers. Each may come more than once and in one with the next; what is known already changes nothing. Figures that do
/// not fit together are a bug of the fund or its carrier, and throw.
/// </summary>
internal static class FundInputs
{
    public static void Take(Turn turn, FundInput input)
    {
        // One that was settled long ago is no longer kept, and needs no answer.
        if (turn.Account.Deficits.Find(input.Deficit) is not { IsSettled: false } deficit)
        {
            return;
        }

        if (input.Granted < Usd.Zero || input.Granted > deficit.Amount || (deficit.Granted is { } before && before != input.Granted))
        {
            throw new InvalidOperationException(
                $"The fund grants {input.Granted} for {deficit.Id}, of which {deficit.Amount} is missing and {deficit.Granted} was granted before.");
        }

        if (deficit.Granted is null)
        {
            turn.Record(new FundDrawGranted(deficit.Id, input.Granted));
        }

        if (!input.IsSettled)
        {
            return;
        }

        // Where nobody contributed nobody bears the rest; a loss that is allocated is allocated whole.
        if (input.Allocated != Usd.Zero && input.Granted + input.Allocated != deficit.Amount)
        {
            throw new InvalidOperationException(
                $"The fund paid {input.Granted} and allocated {input.Allocated} for {deficit.Id}, of which {deficit.Amount} was missing.");
        }

        turn.Record(new DeficitSettled(deficit.Id, input.Granted, input.Allocated));
    }
}
