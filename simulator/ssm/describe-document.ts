import type { DescribeDocumentRequest, DescribeDocumentResult } from "@aws-sdk/client-ssm";
import { hexDigits } from "../random.ts";
import { implement } from "../wire/operation.ts";
import { requireDocument } from "./documents.ts";
import { ssmError } from "./errors.ts";

/** Every document has one version. */
export const describeDocument = implement<DescribeDocumentRequest>(
  "DescribeDocument",
  (call, { Name, DocumentVersion }): DescribeDocumentResult => {
    const document = requireDocument(call, Name);
    if (!["1", "$LATEST", "$DEFAULT", undefined].includes(DocumentVersion)) {
      throw ssmError("InvalidDocumentVersion", "The document version is not valid or does not exist.");
    }
    return {
      Document: {
        ...{ Name: document.name, Owner: document.owner, DocumentType: document.documentType, Status: "Active" },
        ...{ Hash: hexDigits(64, document.name), HashType: "Sha256", DocumentFormat: "JSON" },
        CreatedDate: new Date(document.createdAt),
        ...{ DocumentVersion: "1", LatestVersion: "1", DefaultVersion: "1" },
        SchemaVersion: document.documentType === "Command" ? "2.2" : "0.3",
        PlatformTypes: document.platforms,
        Parameters: document.parameters.map((name) => {
          return { Name: name, Type: name === "commands" ? "StringList" : "String" };
        }),
        Tags: [],
      },
    };
  },
);
