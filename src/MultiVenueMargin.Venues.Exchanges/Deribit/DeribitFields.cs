using System.Collections.Frozen;

namespace MultiVenueMargin.Venues.Exchanges.Deribit;

/// <summary>
/// Fields of Deribit's messages that are left out on purpose, by message. What is neither here nor in the wire model is new, and whoever
/// reads the message is told so.
/// </summary>
internal static class DeribitFields
{
    /// <summary>The frame of every message; which side of the test network a message is from is known by where it was asked.</summary>
    public static readonly FrozenSet<string> Envelope = Names("jsonrpc testnet usDiff usIn usOut");

    public static readonly FrozenSet<string> Params = Names("label");

    public static readonly FrozenSet<string> Error = Names("data");

    /// <summary>Profit by session and kind is in equity; greeks are computed here; limits, fees and login are no matter of margin.</summary>
    public static readonly FrozenSet<string> Summary = Names(
        """
        total_pl session_upl session_rpl futures_pl futures_session_upl futures_session_rpl options_pl options_session_upl options_session_rpl
        options_delta options_gamma options_vega options_theta options_delta_map options_gamma_map options_vega_map options_theta_map
        delta_total_map projected_delta_total estimated_liquidation_ratio estimated_liquidation_ratio_map
        limits fees fee_group deposit_address has_non_block_chain_equity change_margin_model_api_limit
        id email username system_name type creation_timestamp referrer_id login_enabled security_keys_enabled mmp_enabled
        interuser_transfers_enabled self_trading_reject_mode self_trading_extended_to_subaccounts block_rfq_self_match_prevention
        disabled_trading_products trading_products_details receive_notifications is_password tfa_enabled proof_id proof_id_signature
        """);

    /// <summary>Of the account, not of a currency.</summary>
    public static readonly FrozenSet<string> Summaries = Summary;

    /// <summary>Greeks and profits follow from size and price; leverage is what the venue allows, not what is used.</summary>
    public static readonly FrozenSet<string> Position = Names(
        """
        index_price settlement_price interest_value delta gamma theta vega leverage realized_profit_loss total_profit_loss realized_funding
        average_price_usd floating_profit_loss_usd instrument_id user_id
        """);

    public static readonly FrozenSet<string> Changes = Names("");

    /// <summary>How an order came to be and is shown; that it rests, where and how much is what a margin needs.</summary>
    public static readonly FrozenSet<string> Order = Names(
        """
        web api mobile app_name time_in_force replaced auto_replaced reduce_only post_only reject_post_only order_type original_order_type max_show
        display_amount refresh_amount label creation_timestamp commission average_price profit_loss advanced usd implv contracts mmp mmp_group
        mmp_cancelled risk_reducing cancel_reason block_trade is_rebalance is_primary_otoco is_secondary_oto oto_order_ids oco_ref
        primary_order_id quote quote_id quote_set_id trigger trigger_price trigger_offset trigger_order_id trigger_reference_price
        trigger_fill_condition triggered stop_price stop_order_id user_id instrument_id
        """);

    /// <summary>What a trade did to the position is told by the position beside it.</summary>
    public static readonly FrozenSet<string> Trade = Names(
        """
        trade_seq trade_id tick_direction state self_trade reduce_only profit_loss post_only order_type order_id matching_id mark_price index_price
        underlying_price iv fee fee_currency advanced api mmp risk_reducing label contracts legs combo_id combo_trade_id block_trade_id
        block_trade_leg_count block_rfq_id block_rfq_quote_id quote_id quote_set_id client_info trade_allocations user_id web fee_distribution
        """);

    /// <summary>Fees and block sizes; <c>future_type</c> repeats <c>instrument_type</c>; steps of the tick are a matter of orders.</summary>
    public static readonly FrozenSet<string> Instrument = Names(
        """
        price_index maker_commission taker_commission creation_timestamp instrument_id future_type max_liquidation_commission
        max_non_default_leverage block_trade_commission block_trade_min_trade_amount block_trade_tick_size tick_size_steps rfq
        """);

    public static readonly FrozenSet<string> InstrumentState = Names("");

    /// <summary>Volumes, limits of the price and greeks; the estimate of a delivery price is none.</summary>
    public static readonly FrozenSet<string> Ticker = Names(
        """
        state stats last_price settlement_price min_price max_price open_interest interest_value interest_rate estimated_delivery_price
        best_bid_amount best_ask_amount funding_8h bid_iv ask_iv greeks underlying_index volume_usd volume volume_notional
        combo_state implied_bid implied_ask
        """);

    public static readonly FrozenSet<string> BookSummary = Names(
        """
        high low last open_interest price_change volume volume_usd volume_notional estimated_delivery_price base_currency quote_currency funding_8h
        mid_price underlying_index interest_rate
        """);

    public static readonly FrozenSet<string> OptionMark = Names("");

    public static readonly FrozenSet<string> IndexPrice = Names("");

    public static readonly FrozenSet<string> VolatilityIndex = Names("estimated_delivery");

    public static readonly FrozenSet<string> Lock = Names("allow_unauthenticated_public_requests");

    private static FrozenSet<string> Names(string text) =>
        text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
