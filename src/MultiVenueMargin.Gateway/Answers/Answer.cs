using Google.Protobuf;
using Grpc.Core;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Contracts;
using MultiVenueMargin.Contracts.Reading;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Gateway.Answers;

/// <summary>What a method goes on with: a value, or the refusal that ends the call.</summary>
internal static class Answer
{
    public static T Sound<T>(Read<T> read) =>
        read.IsSound ? read.Value : throw RichStatus.Of(Refusals.Malformed(read.Problems, read.ProblemCount));

    public static CommandDone Done(AccountAnswer answer) => answer switch
    {
        CommandDone done => done,
        CommandRefused refused => throw RichStatus.Of(Refusals.Of(refused)),
        _ => throw new InvalidOperationException($"A command was answered with {answer.GetType().Name}."),
    };

    public static RegisterDone Done(RegisterAnswer answer) => answer switch
    {
        RegisterDone done => done,
        RegisterRefused refused => throw RichStatus.Of(Refusals.Of(refused)),
        _ => throw new InvalidOperationException($"A command was answered with {answer.GetType().Name}."),
    };

    public static T Found<T>(T? found, AccountId account)
        where T : class => found ?? throw NoSuchAccount(account);

    public static T Found<T>(T? found, string what)
        where T : class => found ?? throw RichStatus.Of(V1.ErrorReason.NotFound, $"There is no {what}.");

    /// <summary>An answer that can be sent. One that is too long is refused with a reason and a way out; the transport knows neither.</summary>
    public static T Fitting<T>(T answer, int longest)
    {
        var bytes = answer is IMessage message ? message.CalculateSize() : 0;
        return bytes <= longest ? answer : throw RichStatus.Of(
            V1.ErrorReason.LimitReached,
            $"The answer would have {ExactNumber.Format(bytes)} bytes, and one has at most {ExactNumber.Format(longest)}. Ask for less at once: without the book, for one pool, in shorter pages or fewer cases.");
    }

    public static RpcException NoSuchAccount(AccountId account) =>
        RichStatus.Of(V1.ErrorReason.NoSuchAccount, $"There is no account {account}.");
}
