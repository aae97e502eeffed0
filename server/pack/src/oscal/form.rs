//! The parts of OSCAL's assessment results that a pack writes, in OSCAL's words. A list that is empty
//! is left out, as the schema wants it. <https://pages.nist.gov/OSCAL/>

use serde::Serialize;
use uuid::Uuid;

macro_rules! parts {
    ($($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $type:ty,)+ })+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Serialize)]
        #[serde(rename_all = "kebab-case")]
        pub(crate) struct $name { $($(#[$field_meta])* pub $field: $type,)+ }
    )+};
}

parts! {
    Metadata {
        title: String,
        last_modified: String,
        version: String,
        oscal_version: &'static str,
        parties: Vec<Party>,
    }
    Party {
        uuid: Uuid,
        r#type: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        name: Option<String>,
    }
    ImportAp {
        href: String,
    }
    Property {
        name: &'static str,
        ns: &'static str,
        value: String,
    }
    Link {
        href: String,
        rel: &'static str,
        media_type: &'static str,
    }
    AssessedResult {
        uuid: Uuid,
        title: String,
        description: String,
        start: String,
        end: String,
        props: Vec<Property>,
        links: Vec<Link>,
        reviewed_controls: ReviewedControls,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        observations: Vec<Observation>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        risks: Vec<Risk>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        findings: Vec<Finding>,
        #[serde(skip_serializing_if = "Option::is_none")]
        remarks: Option<String>,
    }
    ReviewedControls {
        description: &'static str,
        control_selections: [Selection; 1],
    }
    Selection {
        include_controls: Vec<ControlId>,
    }
    ControlId {
        control_id: String,
    }
    Observation {
        uuid: Uuid,
        title: String,
        description: String,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        props: Vec<Property>,
        methods: [&'static str; 1],
        types: [&'static str; 1],
        #[serde(skip_serializing_if = "Vec::is_empty")]
        relevant_evidence: Vec<RelevantEvidence>,
        collected: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        expires: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        remarks: Option<String>,
    }
    RelevantEvidence {
        href: String,
        description: String,
    }
    Risk {
        uuid: Uuid,
        title: String,
        description: String,
        statement: String,
        status: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        deadline: Option<String>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        remediations: Vec<Remediation>,
        related_observations: [RelatedObservation; 1],
    }
    Remediation {
        uuid: Uuid,
        lifecycle: &'static str,
        title: String,
        description: String,
    }
    RelatedObservation {
        observation_uuid: Uuid,
    }
    RelatedRisk {
        risk_uuid: Uuid,
    }
    Finding {
        uuid: Uuid,
        title: String,
        description: String,
        target: Target,
        related_observations: Vec<RelatedObservation>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        related_risks: Vec<RelatedRisk>,
    }
    Target {
        r#type: &'static str,
        target_id: String,
        title: String,
        status: Status,
    }
    Status {
        state: &'static str,
        reason: &'static str,
        remarks: &'static str,
    }
    Resource {
        uuid: Uuid,
        title: String,
        description: String,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        props: Vec<Property>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        rlinks: Vec<ResourceLink>,
    }
    ResourceLink {
        href: String,
        media_type: String,
        hashes: [Hash; 1],
    }
    Hash {
        algorithm: &'static str,
        value: String,
    }
}
