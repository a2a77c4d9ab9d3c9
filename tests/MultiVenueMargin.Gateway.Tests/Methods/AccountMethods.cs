using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Contracts;
using MultiVenueMargin.Gateway.Tests.Doors;
using MultiVenueMargin.Platform.Conformance;

namespace MultiVenueMargin.Gateway.Tests.Methods;

/// <summary>account_service.proto.</summary>
internal static class AccountMethods
{
    public static IReadOnlyList<Method> All { get; } =
    [
        new("AccountService/GetAccount")
        {
            Answers = async street =>
            {
                var account = (await street.Door.Accounts.GetAccountAsync(new V1.GetAccountRequest { Account = DoorStreet.Main })).Account;
                Assert.Equal((DoorStreet.Main, true), (account.Account_, account.IsOpen));
                Assert.Contains(account.Feeds, feed => feed.Feed == DoorStreet.Feed);
            },
            IsRefused = street => street.Door.Accounts.GetAccountAsync(new V1.GetAccountRequest { Account = "ACME/none" }).ResponseAsync,
            Reason = "NO_SUCH_ACCOUNT",
            IsBad = street => street.Door.Accounts.GetAccountAsync(new V1.GetAccountRequest { Account = "ACME" }).ResponseAsync,
            Field = "account",
        },
        new("AccountService/ListAccounts")
        {
            Answers = async street =>
            {
                var names = new List<string>();
                var token = "";
                do
                {
                    var page = await street.Door.Accounts.ListAccountsAsync(new V1.ListAccountsRequest { PageSize = 1, PageToken = token });
                    names.AddRange(page.Accounts.Select(account => account.Account));
                    token = page.NextPageToken;
                }
                while (token.Length > 0);
                Assert.Contains(DoorStreet.Main, names);
                Assert.Equal(names.Distinct().Order(StringComparer.Ordinal), names);
            },
            IsRefused = street => street.Door.Accounts.ListAccountsAsync(new V1.ListAccountsRequest { PageToken = "bm9uZQ" }).ResponseAsync,
            Reason = "CURSOR_INVALID",
            IsBad = street => street.Door.Accounts.ListAccountsAsync(new V1.ListAccountsRequest { PageSize = 1_001 }).ResponseAsync,
            Field = "page_size",
        },
        new("AccountService/CreateAccount")
        {
            Answers = async street =>
            {
                var change = (await street.Door.Accounts.CreateAccountAsync(new V1.CreateAccountRequest { RequestId = street.NextRequest(), Account = "ACME/created" })).Change;
                Assert.True(change.Version > 0);
            },
            IsRefused = street => street.Door.Accounts.CreateAccountAsync(new V1.CreateAccountRequest { RequestId = street.NextRequest(), Account = DoorStreet.Main }).ResponseAsync,
            Reason = "ALREADY_EXISTS",
            IsBad = street => street.Door.Accounts.CreateAccountAsync(new V1.CreateAccountRequest { RequestId = street.NextRequest(), Account = "/x" }).ResponseAsync,
            Field = "account",
        },
        new("AccountService/UpdatePolicy")
        {
            Answers = async street =>
            {
                var change = (await street.Door.Accounts.UpdatePolicyAsync(new V1.UpdatePolicyRequest { RequestId = street.NextRequest(), Account = DoorStreet.Main, Policy = PolicyWire.Write(DoorStreet.PolicyWith(Approval.TwoPersons)) })).Change;
                Assert.True(change.Version > 0);
            },
            IsRefused = street => street.Door.Accounts.UpdatePolicyAsync(new V1.UpdatePolicyRequest { RequestId = street.NextRequest(), Account = "ACME/none", Policy = new V1.AccountPolicy() }).ResponseAsync,
            Reason = "NO_SUCH_ACCOUNT",
            IsBad = street => street.Door.Accounts.UpdatePolicyAsync(new V1.UpdatePolicyRequest { RequestId = street.NextRequest(), Account = DoorStreet.Main }).ResponseAsync,
            Field = "policy",
        },
        new("AccountService/CloseAccount")
        {
            Answers = async street =>
            {
                await street.CreateAsync("ACME/to-close");
                var change = (await street.Door.Accounts.CloseAccountAsync(new V1.CloseAccountRequest { RequestId = street.NextRequest(), Account = "ACME/to-close" })).Change;
                Assert.True(change.Version > 0);
            },
            IsRefused = street => street.Door.Accounts.CloseAccountAsync(new V1.CloseAccountRequest { RequestId = street.NextRequest(), Account = DoorStreet.Main }).ResponseAsync,
            Reason = "WRONG_STATE",
            IsBad = street => street.Door.Accounts.CloseAccountAsync(new V1.CloseAccountRequest { RequestId = street.NextRequest(), Account = "" }).ResponseAsync,
            Field = "account",
        },
        new("AccountService/OpenPool")
        {
            Answers = async street =>
            {
                var change = (await street.Door.Accounts.OpenPoolAsync(new V1.OpenPoolRequest { RequestId = street.NextRequest(), Account = DoorStreet.Main, Pool = "opened", Purpose = "a test" })).Change;
                Assert.True(change.Version > 0);
            },
            IsRefused = street => street.Door.Accounts.OpenPoolAsync(new V1.OpenPoolRequest { RequestId = street.NextRequest(), Account = DoorStreet.Main, Pool = "cross", Purpose = "twice" }).ResponseAsync,
            Reason = "ALREADY_EXISTS",
            IsBad = street => street.Door.Accounts.OpenPoolAsync(new V1.OpenPoolRequest { RequestId = street.NextRequest(), Account = DoorStreet.Main, Pool = "a b" }).ResponseAsync,
            Field = "pool",
        },
        new("AccountService/ClosePool")
        {
            Answers = async street =>
            {
                await street.OpenPoolAsync("to-close");
                var change = (await street.Door.Accounts.ClosePoolAsync(new V1.ClosePoolRequest { RequestId = street.NextRequest(), Account = DoorStreet.Main, Pool = "to-close" })).Change;
                Assert.True(change.Version > 0);
            },
            IsRefused = street => street.Door.Accounts.ClosePoolAsync(new V1.ClosePoolRequest { RequestId = street.NextRequest(), Account = DoorStreet.Main, Pool = "none" }).ResponseAsync,
            Reason = "NOT_FOUND",
            IsBad = street => street.Door.Accounts.ClosePoolAsync(new V1.ClosePoolRequest { RequestId = street.NextRequest(), Account = DoorStreet.Main }).ResponseAsync,
            Field = "pool",
        },
        new("AccountService/ClaimVenueAccount")
        {
            Answers = async street =>
            {
                var change = (await street.Door.Accounts.ClaimVenueAccountAsync(new V1.ClaimVenueAccountRequest { RequestId = street.NextRequest(), Account = DoorStreet.Main, Feed = "BINANCE:claimed" })).Change;
                Assert.True(change.Version > 0);
                await street.HearAsync("BINANCE:claimed");
            },
            IsRefused = street => street.Door.Accounts.ClaimVenueAccountAsync(new V1.ClaimVenueAccountRequest { RequestId = street.NextRequest(), Account = "ACME/none", Feed = "BINANCE:x" }).ResponseAsync,
            Reason = "NO_SUCH_ACCOUNT",
            IsBad = street => street.Door.Accounts.ClaimVenueAccountAsync(new V1.ClaimVenueAccountRequest { RequestId = street.NextRequest(), Account = DoorStreet.Main, Feed = "BINANCE" }).ResponseAsync,
            Field = "feed",
        },
        new("AccountService/ReleaseVenueAccount")
        {
            Answers = async street =>
            {
                await street.ClaimAsync("BINANCE:to-release");
                var change = (await street.Door.Accounts.ReleaseVenueAccountAsync(new V1.ReleaseVenueAccountRequest { RequestId = street.NextRequest(), Account = DoorStreet.Main, Feed = "BINANCE:to-release" })).Change;
                Assert.True(change.Version > 0);
            },
            IsRefused = street => street.Door.Accounts.ReleaseVenueAccountAsync(new V1.ReleaseVenueAccountRequest { RequestId = street.NextRequest(), Account = DoorStreet.Main, Feed = "BINANCE:none" }).ResponseAsync,
            Reason = "NOT_FOUND",
            IsBad = street => street.Door.Accounts.ReleaseVenueAccountAsync(new V1.ReleaseVenueAccountRequest { RequestId = street.NextRequest(), Account = DoorStreet.Main }).ResponseAsync,
            Field = "feed",
        },
        new("AccountService/MovePool")
        {
            Answers = async street =>
            {
                await street.ClaimAsync("BINANCE:to-move");
                await street.OpenPoolAsync("moved-to");
                var change = (await street.Door.Accounts.MovePoolAsync(new V1.MovePoolRequest { RequestId = street.NextRequest(), Account = DoorStreet.Main, Feed = "BINANCE:to-move", ToPool = "moved-to" })).Change;
                Assert.True(change.Version > 0);
            },
            IsRefused = street => street.Door.Accounts.MovePoolAsync(new V1.MovePoolRequest { RequestId = street.NextRequest(), Account = DoorStreet.Main, Feed = "BINANCE:none", ToPool = "cross" }).ResponseAsync,
            Reason = "NOT_FOUND",
            IsBad = street => street.Door.Accounts.MovePoolAsync(new V1.MovePoolRequest { RequestId = street.NextRequest(), Account = DoorStreet.Main, Feed = DoorStreet.Feed }).ResponseAsync,
            Field = "to_pool",
        },
        new("AccountService/AnnounceTransfer")
        {
            Answers = async street =>
            {
                await street.ClaimAsync("BINANCE:to-send");
                var change = (await street.Door.Accounts.AnnounceTransferAsync(new V1.AnnounceTransferRequest { RequestId = street.NextRequest(), Account = DoorStreet.Main, Reference = "tx-1", Asset = "USDC", Amount = "100", From = DoorStreet.Feed, To = "BINANCE:to-send", ExpectedBy = street.In(TimeSpan.FromHours(1)) })).Change;
                Assert.True(change.Version > 0);
            },
            IsRefused = street => street.Door.Accounts.AnnounceTransferAsync(new V1.AnnounceTransferRequest { RequestId = street.NextRequest(), Account = DoorStreet.Main, Reference = "tx-2", Asset = "USDC", Amount = "100", From = DoorStreet.Feed, To = "BINANCE:none", ExpectedBy = street.In(TimeSpan.FromHours(1)) }).ResponseAsync,
            Reason = "NOT_FOUND",
            IsBad = street => street.Door.Accounts.AnnounceTransferAsync(new V1.AnnounceTransferRequest { RequestId = street.NextRequest(), Account = DoorStreet.Main, Reference = "tx-3", Asset = "USDC", Amount = "1e3", From = DoorStreet.Feed, To = "BINANCE:to-send", ExpectedBy = street.In(TimeSpan.FromHours(1)) }).ResponseAsync,
            Field = "amount",
        },
        new("AccountService/CancelTransfer")
        {
            Answers = async street =>
            {
                await street.ClaimAsync("BINANCE:to-cancel");
                await street.Door.Accounts.AnnounceTransferAsync(new V1.AnnounceTransferRequest { RequestId = street.NextRequest(), Account = DoorStreet.Main, Reference = "tx-cancel", Asset = "USDC", Amount = "5", From = DoorStreet.Feed, To = "BINANCE:to-cancel", ExpectedBy = street.In(TimeSpan.FromHours(1)) });
                var change = (await street.Door.Accounts.CancelTransferAsync(new V1.CancelTransferRequest { RequestId = street.NextRequest(), Account = DoorStreet.Main, Reference = "tx-cancel" })).Change;
                Assert.True(change.Version > 0);
            },
            IsRefused = street => street.Door.Accounts.CancelTransferAsync(new V1.CancelTransferRequest { RequestId = street.NextRequest(), Account = DoorStreet.Main, Reference = "tx-none" }).ResponseAsync,
            Reason = "NOT_FOUND",
            IsBad = street => street.Door.Accounts.CancelTransferAsync(new V1.CancelTransferRequest { RequestId = street.NextRequest(), Account = DoorStreet.Main }).ResponseAsync,
            Field = "reference",
        },
        new("AccountService/ExplainMovement")
        {
            Answers = async street =>
            {
                await street.MoveAsync("seen-1");
                var change = (await street.Door.Accounts.ExplainMovementAsync(new V1.ExplainMovementRequest { RequestId = street.NextRequest(), Account = DoorStreet.Main, Feed = DoorStreet.Feed, Reference = "seen-1", Explanation = "a deposit" })).Change;
                Assert.True(change.Version > 0);
            },
            IsRefused = street => street.Door.Accounts.ExplainMovementAsync(new V1.ExplainMovementRequest { RequestId = street.NextRequest(), Account = DoorStreet.Main, Feed = DoorStreet.Feed, Reference = "never-seen", Explanation = "none" }).ResponseAsync,
            Reason = "NOT_FOUND",
            IsBad = street => street.Door.Accounts.ExplainMovementAsync(new V1.ExplainMovementRequest { RequestId = street.NextRequest(), Account = DoorStreet.Main, Feed = "DERIBIT" }).ResponseAsync,
            Field = "feed",
        },
        new("AccountService/ProposeCorrection")
        {
            Answers = async street =>
            {
                var change = (await street.Door.Accounts.ProposeCorrectionAsync(new V1.ProposeCorrectionRequest { RequestId = street.NextRequest(), Account = DoorStreet.Main, Feed = DoorStreet.Feed, Asset = "USDC", Amount = "1", Reason = "a test", Until = street.In(TimeSpan.FromDays(1)) })).Change;
                Assert.StartsWith("ACME/main#", change.Created, StringComparison.Ordinal);
            },
            IsRefused = street => street.Door.Accounts.ProposeCorrectionAsync(new V1.ProposeCorrectionRequest { RequestId = street.NextRequest(), Account = DoorStreet.Main, Feed = "BINANCE:none", Asset = "USDC", Amount = "1", Reason = "a test", Until = street.In(TimeSpan.FromDays(1)) }).ResponseAsync,
            Reason = "NOT_FOUND",
            IsBad = street => street.Door.Accounts.ProposeCorrectionAsync(new V1.ProposeCorrectionRequest { RequestId = street.NextRequest(), Account = DoorStreet.Main, Feed = DoorStreet.Feed, Asset = "USDC", Amount = "NaN", Reason = "a test", Until = street.In(TimeSpan.FromDays(1)) }).ResponseAsync,
            Field = "amount",
        },
        new("AccountService/ApproveCorrection")
        {
            Answers = async street =>
            {
                var correction = await street.CorrectionAsync();
                await street.Door.Accounts.ApproveCorrectionAsync(new V1.ApproveCorrectionRequest { RequestId = street.NextRequest(), Correction = correction }, DoorStreet.As(Street.Bob));
                var account = (await street.Door.Accounts.GetAccountAsync(new V1.GetAccountRequest { Account = DoorStreet.Main })).Account;
                Assert.Equal(("developer", Street.Bob.Code), account.Corrections.Where(each => each.Correction_ == correction).Select(each => (each.ProposedBy, each.ApprovedBy)).Single());
            },
            IsRefused = async street => await street.Door.Accounts.ApproveCorrectionAsync(
                new V1.ApproveCorrectionRequest { RequestId = street.NextRequest(), Correction = await street.CorrectionAsync() }),
            Reason = "NEEDS_ANOTHER_PERSON",
            IsBad = street => street.Door.Accounts.ApproveCorrectionAsync(new V1.ApproveCorrectionRequest { RequestId = street.NextRequest(), Correction = "7" }).ResponseAsync,
            Field = "correction",
        },
        new("AccountService/WithdrawCorrection")
        {
            Answers = async street =>
            {
                var change = (await street.Door.Accounts.WithdrawCorrectionAsync(
                    new V1.WithdrawCorrectionRequest { RequestId = street.NextRequest(), Correction = await street.CorrectionAsync(), Reason = "mended" })).Change;
                Assert.True(change.Version > 0);
            },
            IsRefused = street => street.Door.Accounts.WithdrawCorrectionAsync(new V1.WithdrawCorrectionRequest { RequestId = street.NextRequest(), Correction = "ACME/main#999.0", Reason = "none" }).ResponseAsync,
            Reason = "NOT_FOUND",
            IsBad = street => street.Door.Accounts.WithdrawCorrectionAsync(new V1.WithdrawCorrectionRequest { Correction = "ACME/main#999.0" }).ResponseAsync,
            Field = "request_id",
        },
    ];
}
