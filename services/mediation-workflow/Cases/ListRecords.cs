using System.Globalization;
using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Sessions;

namespace Mediation.Workflow.Cases;

/// <summary>All records of a step, the newest first: the file shows no more than the newest of them.</summary>
internal static class ListRecords
{
    internal static async Task<IResult> GetAsync(
        HttpContext http, Guid id, int step, StoreReader store, Vault vault, AuditTrail trail, string? after, string? limit)
    {
        var check = new FieldCheck()
            .Number("after", after, 1, long.MaxValue, out var before)
            .Number("limit", limit, 1, Paging.Most, out var most);
        if (check.Refusal is { } bad)
        {
            return Problem.From(http, bad);
        }

        var of = await store.FetchForWritingAsync<Case>(id, http.RequestAborted);
        if (!of.Exists || of.State.WorkedBy.Find(step) is null)
        {
            return Problem.From(http, of.Exists ? CaseRefusals.UnknownStep : Refusal.Unknown("case"));
        }

        var (size, reader) = ((int)(most ?? Paging.Default), Confidant.Of(Caller.Of(http), of.State));
        var found = await new StepRecords(of, reader).PageAsync(store, step, before ?? long.MaxValue, size + 1, http.RequestAborted);
        var page = vault.ShowAsync(store, id, texts => RecordPage.Of(found, reader.Shown(texts), size), http.RequestAborted);
        await Task.WhenAll(page, trail.RecordReadAsync(http, id));
        return Results.Json(await page, ServiceJson.Options);
    }
}

internal sealed record RecordPage(IReadOnlyList<FileRecord> Items, string? Next)
{
    /// <param name="found">One more than a page, if there are so many.</param>
    internal static RecordPage Of(IReadOnlyList<RecordedEvent> found, VaultTexts texts, int size)
    {
        var records = FileRecord.Of(found, texts).Reverse().ToList();
        var next = records.Count > size ? records[size - 1].Version.ToString(CultureInfo.InvariantCulture) : null;
        return new([.. records.Take(size).Select(r => r.Record)], next);
    }
}
